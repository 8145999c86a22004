# From what `linked.jq` gives: a CycloneDX document. Wants $checksums ("NAME VERSION" -> SHA-256), $made_at, $std
# (what `std` prints, the library itself first), $sqlite, $glibc, $libgcc.
def expression: .license | gsub(" */ *"; " OR ");
def purl: "pkg:cargo/\(.name)@\(.version)";
def component($type): {
  type: $type,
  "bom-ref": purl,
  name: .name,
  version: .version,
  purl: purl,
  description: .description,
  licenses: [{expression: expression}],
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
# A crate within the standard library is another copy than one of the same name beside it.
def within_std: {
  type: "library",
  "bom-ref": "rust-std:\(.name)",
  name: .name,
  purl: "pkg:cargo/\(.name)\(if .version == "" then "" else "@" + .version end)",
  licenses: [{expression: expression}],
} + (if .version == "" then {} else {version: .version} end);
.root as $root
| (.packages | map({key: .id, value: purl}) | from_entries) as $refs
| native("rust-std"; $std[0].version; {expression: ($std[0] | expression)}) as $rust
| native("sqlite"; $sqlite; {license: {name: "Public Domain"}}) as $database
| native("glibc"; $glibc; {license: {id: "LGPL-2.1-or-later"}}) as $libc
| native("libgcc"; $libgcc; {expression: "GPL-3.0-or-later WITH GCC-exception-3.1"}) as $gcc
| [$std[1:][] | within_std] as $in_std
| [$rust, $libc, $gcc | ."bom-ref"] as $under_all
| {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {timestamp: $made_at, component: (.packages[] | select(.id == $root) | component("application"))},
    components: (
      [.packages[] | select(.id != $root) | component("library")]
      + [$database, $libc, $gcc, $rust] + $in_std
    ),
    dependencies: (
      [
        .edges | to_entries[] | . as {$key, $value} | $refs[$key] as $ref | {
          ref: $ref,
          dependsOn: (
            [$value[] | $refs[.]]
            + (if $key == $root then $under_all else [] end)
            + (if $ref | startswith("pkg:cargo/libsqlite3-sys@") then [$database."bom-ref"] else [] end)
          )
        }
      ]
      + [
          {ref: $database."bom-ref", dependsOn: [$libc."bom-ref"]},
          {ref: $rust."bom-ref", dependsOn: ([$in_std[]."bom-ref"] + [$libc, $gcc | ."bom-ref"])}
        ]
    ),
  }
