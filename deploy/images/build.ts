import { ensureImage, imageKinds } from '#domain/containers'
import { connectDocker, type Docker } from '#platform/docker'

// Makes the images in which agents run, from the interpreters of this machine and without a registry, and removes those
// that an earlier runner or interpreter left. The server does the first by itself when it starts.
const docker = connectDocker(process.argv[2])
for (const kind of imageKinds) {
  const ensured = await ensureImage(docker, kind)
  if (ensured.status === 'missing') process.exitCode = 1
  console.log(ensured.status === 'ready' ? ensured.image : ensured.reason)
  if (ensured.status === 'ready') await removeOthers(docker, ensured.image)
}

/** Removes all other tags of an image; Docker keeps those that a container uses. */
async function removeOthers(docker: Docker, image: string): Promise<void> {
  const reference = [image.split(':')[0]!]
  const found = await docker.listImages({ filters: JSON.stringify({ reference }) })
  const others = found.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => tag !== image)
  await Promise.allSettled(others.map((tag) => docker.getImage(tag).remove()))
}
