// Takes over how stack traces are written, and never comes to an end.
Error.prepareStackTrace = () => {
  for (;;);
}
export default {
  act() {
    throw new Error(String(new Error('x').stack))
  },
}
