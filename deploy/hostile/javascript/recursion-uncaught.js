// Recurses to the end of the stack.
function dive() {
  return 1 + dive()
}
export default { act: () => dive() }
