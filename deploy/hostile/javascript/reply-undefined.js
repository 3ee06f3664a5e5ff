// Answers with nothing.
export default { act: () => undefined }
