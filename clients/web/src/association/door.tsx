import { Page } from '../ui/page'; import { Frame } from '../ui/frame'; export default function Door({ path }: { path: string }) { return <Frame home="/aide"><Page title={path}>…</Page></Frame>; }
