// Never comes to the end of its own loading.
for (;;);
export default { act: () => 'a' }
