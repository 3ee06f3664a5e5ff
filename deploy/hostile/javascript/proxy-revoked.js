// Answers with a proxy that was revoked.
export default {
  act() {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
}
