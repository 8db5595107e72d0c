# Sourced by infra/dev: what the product is made of, and what is known against it.

# Packages of what ships, one a line: name, version, SHA-512 of the package (base64), "direct" or "brought", what it needs.
locked_packages() {
  awk '
    function word(line, i) { split(line, part, "\""); return part[i] }
    function flush() { if (name != "" && type != "Project") print name "\t" version "\t" hash "\t" (type == "Direct" ? "direct" : "brought") "\t" needs; name = "" }
    /^      "[^"]+": \{/ { flush(); name = word($0, 2); type = version = hash = needs = ""; inside = 0 }
    /^        "type":/ { type = word($0, 4) }
    /^        "resolved":/ { version = word($0, 4) }
    /^        "contentHash":/ { hash = word($0, 4) }
    /^        "dependencies": \{/ { inside = 1; next }
    /^        \}/ { inside = 0 }
    inside && /^          "/ { needs = needs (needs == "" ? "" : " ") word($0, 2) }
    END { flush() }
  ' "$root"/src/*/packages.lock.json | sort -u
}

# A CycloneDX document of them, on standard output. The same lock files make the same document, but for the commit.
sbom() {
  local packages version commit
  packages=$(locked_packages)
  [[ -n $packages ]] || die "no lock files: infra/dev restore"
  version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")
  commit=$(git -C "$root" rev-parse HEAD 2>/dev/null) || commit=unknown
  printf '%s\n' "$packages" | awk -F '\t' -v version="$version" -v commit="$commit" '
    function hex(text,   command, line) {
      command = "printf %s \047" text "\047 | base64 -d | od -An -v -tx1 | tr -d \" \\n\""
      command | getline line; close(command); return line
    }
    { names[NR] = $1; versions[NR] = $2; hashes[NR] = $3; kinds[NR] = $4; needs[NR] = $5; byName[tolower($1)] = "pkg:nuget/" $1 "@" $2 }
    END {
      print "{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.6\",\n  \"version\": 1,"
      print "  \"metadata\": {\n    \"component\": {\"type\": \"application\", \"bom-ref\": \"coopgrains\", \"name\": \"CoopGrains\", \"version\": \"" version "\","
      print "      \"properties\": [{\"name\": \"coopgrains:commit\", \"value\": \"" commit "\"}]}\n  },\n  \"components\": ["
      for (i = 1; i <= NR; i++) {
        # Another project may bring at second hand what this one names itself.
        ref = "pkg:nuget/" names[i] "@" versions[i]
        if (seen[ref]++) { if (kinds[i] == "direct") direct[ref] = 1; continue }
        if (kinds[i] == "direct") direct[ref] = 1
        # Analyzers work on the code and are in nothing that ships.
        scope = names[i] ~ /Analyzers$/ ? "excluded" : "required"
        printf "%s    {\"type\": \"library\", \"bom-ref\": \"%s\", \"name\": \"%s\", \"version\": \"%s\", \"scope\": \"%s\", \"purl\": \"%s\",\n      \"hashes\": [{\"alg\": \"SHA-512\", \"content\": \"%s\"}]}", (count++ ? ",\n" : ""), ref, names[i], versions[i], scope, ref, hex(hashes[i])
      }
      print "\n  ],\n  \"dependencies\": ["
      printf "    {\"ref\": \"coopgrains\", \"dependsOn\": ["
      for (i = 1; i <= NR; i++) { ref = "pkg:nuget/" names[i] "@" versions[i]; if (direct[ref] && !told[ref]++) printf "%s\"%s\"", (first++ ? ", " : ""), ref }
      printf "]}"
      for (i = 1; i <= NR; i++) {
        ref = "pkg:nuget/" names[i] "@" versions[i]
        if (listed[ref]++) continue
        printf ",\n    {\"ref\": \"%s\", \"dependsOn\": [", ref
        n = split(needs[i], each, " "); began = 0
        for (j = 1; j <= n; j++) if (tolower(each[j]) in byName) printf "%s\"%s\"", (began++ ? ", " : ""), byName[tolower(each[j])]
        printf "]}"
      }
      print "\n  ]\n}"
    }'
}

# A package that is known to be vulnerable: a source that does not say so knows nothing, and its silence proves nothing.
canary_package=Newtonsoft.Json canary_version=12.0.1

# 0: audited, nothing known. 1: something is known. 3: nobody here can tell.
audit() {
  local scratch found
  scratch=$(mktemp -d)
  mkdir "$scratch/canary"
  cat >"$scratch/canary/canary.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="$canary_package" Version="$canary_version" /></ItemGroup>
</Project>
XML
  if ! dotnet restore "$scratch/canary" --nologo -v quiet >"$scratch/log" 2>&1 ||
    ! vulnerable "$scratch/canary/canary.csproj" >"$scratch/seen" 2>>"$scratch/log" ||
    ! grep -q "$canary_package" "$scratch/seen"; then
    rm -rf -- "$scratch"
    warn "not audited on this machine: its package source does not know that $canary_package $canary_version is vulnerable (CVE-2024-21907)"
    return 3
  fi
  restore ''
  found=$(vulnerable "$root/CoopGrains.sln") || { rm -rf -- "$scratch"; die "the packages could not be listed"; }
  rm -rf -- "$scratch"
  [[ -z $found ]] || { printf '%s\n' "$found"; return 1; }
  say "audited: nothing is known against the packages (the canary was found)"
}

# One line for each package that something is known against.
vulnerable() {
  dotnet list "$1" package --vulnerable --include-transitive | grep -E '^ +> ' || [[ ${PIPESTATUS[0]} -eq 0 ]]
}
