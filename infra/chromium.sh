# Sourced by infra/dev: the browser that pages are tested in, and the letters that they are written in.

needs_chromium() {
  command -v chromium >/dev/null && [[ -n $(compgen -G '/usr/share/fonts/truetype/noto/NotoSansLao-*') ]] && return
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || die "Chromium and Noto fonts are needed: apt-get install chromium fonts-noto-core"
  say "Installing Chromium..."
  quietly apt-get update
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends chromium fonts-noto-core
}
