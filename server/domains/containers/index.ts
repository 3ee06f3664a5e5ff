export { createContainerRuntime, type ContainerOptions, type ContainerRuntime } from './container.ts'
export { ensureImage, imageKinds, type EnsuredImage, type ImageKind } from './container-images.ts'
