# Sourced by infra/dev: promtool, which checks metrics, alert rules and queries, out of Debian's package of Prometheus.

# Only the program is taken out of the package: installed, that would start a server of its own.
needs_promtool() {
  ! command -v promtool >/dev/null && [[ ! -x $root/.tools/promtool ]] || return 0
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || die "promtool is needed: apt-get install prometheus"
  say "Fetching promtool..."
  local scratch
  scratch=$(mktemp -d)
  # As root apt fetches as a user of its own, who has to reach the folder.
  chmod 755 "$scratch"
  (cd "$scratch" && apt-get download prometheus >/dev/null 2>&1) || {
    [[ $(id -u) == 0 ]] || { rm -rf -- "$scratch"; die "promtool is needed: apt-get install prometheus"; }
    quietly apt-get update
    (cd "$scratch" && quietly apt-get download prometheus)
  }
  dpkg-deb --fsys-tarfile "$scratch"/prometheus_*.deb | tar -x -C "$scratch" ./usr/bin/promtool
  mkdir -p "$root/.tools"
  mv "$scratch/usr/bin/promtool" "$root/.tools/promtool"
  rm -rf -- "$scratch"
}
