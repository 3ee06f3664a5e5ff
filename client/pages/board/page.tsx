import type { Page } from '#client/ui/drawer.tsx'

const NotYet: Page = () => <p>This page is being built.</p>
export default NotYet
