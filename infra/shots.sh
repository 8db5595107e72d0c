# Sourced by infra/dev: pictures of every page, to be looked at.

needs_poppler() {
  ! command -v pdftoppm >/dev/null || return 0
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || die "pdftoppm is needed: apt-get install poppler-utils"
  say "Installing poppler-utils..."
  quietly apt-get update
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends poppler-utils
}

shots() {
  local folder
  folder=$(absolute "${1:-$root/.data/shots}")
  needs_chromium
  needs_poppler
  build
  mkdir -p "$folder"
  COOP_SHOTS=$folder dotnet test "$root/tests/Browser.Tests" --no-build -c "$configuration" --nologo --filter FullyQualifiedName~ShotTests \
    --logger 'console;verbosity=minimal' | without_chatter
  local printed
  for printed in "$folder"/report-*.pdf; do
    pdftoppm -r 80 -png "$printed" "${printed%.pdf}"
  done
  say "$(compgen -G "$folder/*.png" | wc -l) pictures in $folder"
}
