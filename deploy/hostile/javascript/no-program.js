// Is no program.
export default { act: () => 'a'
