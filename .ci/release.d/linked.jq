# From `cargo metadata`: the packages that become part of the binary, which are those reached from it by normal dependencies.
(.resolve.nodes
  | map({key: .id, value: [.deps[] | select(any(.dep_kinds[]; .kind == null)) | .pkg]})
  | from_entries) as $edges
| .resolve.root as $root
| def reach($seen; $new):
    if $new == [] then $seen
    else (([$new[] | $edges[.][]] | unique) - $seen) as $next | reach($seen + $next; $next) end;
  reach([$root]; [$root]) as $linked
| {
    root: $root,
    edges: ($edges | with_entries(select(.key as $id | $linked | index($id)))),
    packages: ([.packages[] | select(.id as $id | $linked | index($id))] | sort_by(.name, .version))
  }
