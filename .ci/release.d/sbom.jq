# From what `linked.jq` gives: a CycloneDX document. Wants $checksums ("NAME VERSION" -> SHA-256), $made_at, $sqlite, $glibc.
def purl: "pkg:cargo/\(.name)@\(.version)";
def component($type): {
  type: $type,
  "bom-ref": purl,
  name: .name,
  version: .version,
  purl: purl,
  description: .description,
  licenses: [{expression: (.license | gsub(" */ *"; " OR "))}],
} + ($checksums["\(.name) \(.version)"] as $sum | if $sum then {hashes: [{alg: "SHA-256", content: $sum}]} else {} end)
  | with_entries(select(.value != null));
def native($name; $version; $license): {
  type: "library",
  "bom-ref": "pkg:generic/\($name)@\($version)",
  name: $name,
  version: $version,
  purl: "pkg:generic/\($name)@\($version)",
  licenses: [$license],
};
.root as $root
| (.packages | map({key: .id, value: purl}) | from_entries) as $refs
| {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {timestamp: $made_at, component: (.packages[] | select(.id == $root) | component("application"))},
    components: (
      [.packages[] | select(.id != $root) | component("library")]
      + [
          native("sqlite"; $sqlite; {license: {name: "Public Domain"}}),
          native("glibc"; $glibc; {license: {id: "LGPL-2.1-or-later"}})
        ]
    ),
    dependencies: [.edges | to_entries[] | {ref: $refs[.key], dependsOn: [.value[] | $refs[.]]}],
  }
