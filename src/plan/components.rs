//! Circles in a graph.

/// The groups of nodes that reach each other, and the nodes that reach themselves: Tarjan's algorithm with a stack of
/// its own.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let count = edges.len();
    let (mut index, mut low) = (vec![NEW; count], vec![0; count]);
    let (mut on_stack, mut stack) = (vec![false; count], Vec::new());
    let (mut next, mut found) = (0, Vec::new());
    for start in 0..count {
        if index[start] != NEW {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            match edges[node].get(edge) {
                Some(&to) => {
                    work.push((node, edge + 1));
                    if index[to] == NEW {
                        work.push((to, 0));
                    } else if on_stack[to] {
                        low[node] = low[node].min(index[to]);
                    }
                }
                None => {
                    if low[node] == index[node] {
                        let mut group = Vec::new();
                        while let Some(member) = stack.pop() {
                            on_stack[member] = false;
                            group.push(member);
                            if member == node {
                                break;
                            }
                        }
                        if group.len() > 1 || edges[node].contains(&node) {
                            found.push(group);
                        }
                    }
                    if let Some((caller, _)) = work.last() {
                        low[*caller] = low[*caller].min(low[node]);
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_that_reach_each_other_are_found() {
        let edges = vec![vec![1], vec![2], vec![0, 3], vec![4], vec![], vec![5]];
        let mut found = components(&edges);
        for group in &mut found {
            group.sort_unstable();
        }
        assert_eq!(found, [vec![0, 1, 2], vec![5]]);
    }

    #[test]
    fn a_long_chain_is_no_circle() {
        let edges: Vec<Vec<usize>> = (0..100_000)
            .map(|at| if at == 99_999 { vec![] } else { vec![at + 1] })
            .collect();
        assert!(components(&edges).is_empty());
    }
}
