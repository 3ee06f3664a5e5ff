// Is no program.
export default { act(state: { : 'a'
