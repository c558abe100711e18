//! Tables, with their captions and their wide cells, so that no cell stands in the place of another.

use crate::model::text::{Block, CellShape, Inline, Named, Table};
use crate::write::html::Writer;

/// How many columns a table is filled up to; rows of a wider one stay as long as they are.
const WIDEST: usize = 1000;

impl Writer<'_> {
    /// A table with what is written above it.
    pub(super) fn table(&mut self, table: &Table, captions: &[Block]) {
        self.tables += 1;
        let name = format!("Table {}", self.tables);
        self.html
            .tag("div")
            .attr("class", "table")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", &name)
            .end();
        self.html.open("table");
        self.html.add_text("\n");
        self.written_above(captions);
        let rows: Vec<&[Vec<Inline>]> =
            std::iter::once(&table.head).chain(&table.rows).map(Vec::as_slice).collect();
        let headed = table.head.iter().any(|cell| !cell.is_empty());
        // A cell does not reach from the head of a table into its body (HTML Living Standard, 4.9.11).
        let reaches = table.shapes.iter().any(|shape| shape.row == 0 && shape.rows > 1);
        let apart = usize::from(!(headed && reaches));
        let grid = Grid::new(table, &rows, apart);
        if headed && apart == 1 {
            self.html.open("thead");
            self.row(table, 0, &rows, &grid);
            self.html.close("thead");
            self.html.add_text("\n");
        }
        if !table.rows.is_empty() {
            self.html.open("tbody");
            self.html.add_text("\n");
            for at in apart..rows.len() {
                self.row(table, at, &rows, &grid);
                self.html.add_text("\n");
            }
            self.html.close("tbody");
        }
        self.html.close("table");
        self.html.close("div");
    }

    fn written_above(&mut self, captions: &[Block]) {
        match captions {
            [] => return,
            [Block::Named(Named { content, language: None, .. })]
                if matches!(content.as_slice(), [Block::Paragraph(_)]) =>
            {
                content.iter().for_each(|block| {
                    if let Block::Paragraph(passage) = block {
                        self.passage("caption", passage);
                    }
                });
            }
            captions => {
                self.html.open("caption");
                self.blocks(captions);
                self.html.close("caption");
            }
        }
        self.html.add_text("\n");
    }

    /// One row, filled up to the width of the table. An empty cell heads nothing.
    fn row(&mut self, table: &Table, at: usize, rows: &[&[Vec<Inline>]], grid: &Grid) {
        self.html.open("tr");
        let Some(row) = grid.rows.get(at) else { return self.html.close("tr") };
        for (of, place) in row.places.iter().enumerate() {
            let cell = rows.get(at).and_then(|cells| cells.get(of)).map(Vec::as_slice).unwrap_or_default();
            let heads = at == 0 || table.shape(at, of).is_some_and(|shape| shape.heads);
            let element = if cell.is_empty() || !heads { "td" } else { "th" };
            let scope = if at > 0 && of == 0 { "row" } else { "col" };
            let number = |count: usize| (count > 1).then(|| count.to_string());
            let (columns, rows) = (number(place.columns), number(place.rows));
            self.html.add_text("\n");
            let tag = self.html.tag(element).maybe("scope", (element == "th").then_some(scope));
            tag.maybe("colspan", columns.as_deref()).maybe("rowspan", rows.as_deref()).end();
            self.inlines(cell);
            self.html.close(element);
        }
        if row.free > 0 {
            let columns = (row.free > 1).then(|| row.free.to_string());
            self.html.add_text("\n");
            self.html.tag("td").maybe("colspan", columns.as_deref()).end();
            self.html.close("td");
        }
        self.html.close("tr");
    }
}

/// Where the cells of a table come to stand.
struct Grid {
    rows: Vec<Row>,
}

#[derive(Default)]
struct Row {
    places: Vec<Place>,
    /// How many columns have a cell, of this row or of one above.
    full: usize,
    /// How many columns of the table it leaves empty.
    free: usize,
}

#[derive(Clone, Copy)]
struct Place {
    columns: usize,
    rows: usize,
}

impl Grid {
    /// Puts each cell into the first column that is free; the first `apart` rows are a part of their own.
    fn new(table: &Table, rows: &[&[Vec<Inline>]], apart: usize) -> Grid {
        // How many further rows each column is taken for.
        let mut taken: Vec<usize> = Vec::new();
        let mut placed: Vec<Row> = Vec::with_capacity(rows.len());
        for (at, cells) in rows.iter().enumerate() {
            let left = if at < apart { 1 } else { rows.len() - at };
            let mut row = Row::default();
            let mut column = 0;
            for of in 0..cells.len() {
                while taken.get(column).is_some_and(|taken| *taken > 0) {
                    column += 1;
                }
                let place = place(table.shape(at, of), column, left, &taken);
                if taken.len() < column + place.columns {
                    taken.resize(column + place.columns, 0);
                }
                taken.iter_mut().skip(column).take(place.columns).for_each(|taken| *taken = place.rows);
                column += place.columns;
                row.places.push(place);
            }
            row.full = taken.iter().filter(|taken| **taken > 0).count();
            taken.iter_mut().for_each(|taken| *taken = taken.saturating_sub(1));
            placed.push(row);
        }
        let width = taken.len();
        for row in &mut placed {
            row.free = if width > WIDEST { 0 } else { width - row.full };
        }
        Grid { rows: placed }
    }
}

/// The room of a cell that begins in a column: as wide as it says, up to a column that is taken from above.
fn place(shape: Option<&CellShape>, column: usize, left: usize, taken: &[usize]) -> Place {
    let Some(shape) = shape else { return Place { columns: 1, rows: 1 } };
    let wanted = usize::from(shape.columns).min(WIDEST.saturating_sub(column)).max(1);
    let free = taken.iter().skip(column).take(wanted).take_while(|taken| **taken == 0).count();
    let columns = if column + free < taken.len() { free.max(1).min(wanted) } else { wanted };
    Place { columns, rows: usize::from(shape.rows).min(left).max(1) }
}

#[cfg(test)]
mod tests {
    use crate::model::text::{CellShape, Table};
    use crate::write::html::tables::Grid;
    use crate::write::samples;

    #[test]
    fn no_cell_stands_in_the_place_of_another() {
        // Each row: how wide its cells are, and after `/` how high.
        #[track_caller]
        fn check(typed: &[&str], expected: &[&str]) {
            let (mut rows, mut shapes) = (Vec::new(), Vec::new());
            for (row, line) in typed.iter().enumerate() {
                let cells = line.split_whitespace().enumerate().map(|(cell, said)| {
                    let (columns, high) = said.split_once('/').unwrap_or((said, "1"));
                    let (columns, high) = (columns.parse().unwrap(), high.parse().unwrap());
                    shapes.push(CellShape { row: row + 1, cell, columns, rows: high, heads: false });
                    Vec::new()
                });
                rows.push(cells.collect::<Vec<_>>());
            }
            let table =
                Table { head: Vec::new(), rows, shapes, span: samples::nowhere(), elements: Vec::new() };
            let all: Vec<_> = std::iter::once(&table.head).chain(&table.rows).map(Vec::as_slice).collect();
            let grid = Grid::new(&table, &all, 1);
            let found: Vec<String> = grid.rows[1..]
                .iter()
                .map(|row| {
                    let cells = row.places.iter().map(|place| format!("{}/{}", place.columns, place.rows));
                    format!("{} +{}", cells.collect::<Vec<_>>().join(" "), row.free)
                })
                .collect();
            assert_eq!(found, expected);
        }
        check(&["1 1", "1"], &["1/1 1/1 +0", "1/1 +1"]);
        check(&["1", "1 1"], &["1/1 +1", "1/1 1/1 +0"]);
        check(&["1/2 2", "1 1"], &["1/2 2/1 +0", "1/1 1/1 +0"]);
        check(&["1 1/2 1", "2"], &["1/1 1/2 1/1 +0", "1/1 +1"]);
        check(&["3/9"], &["3/1 +0"]);
        check(&["1/3 1", "", "1 1"], &["1/3 1/1 +1", " +2", "1/1 1/1 +0"]);
        check(&["1/2 1", "1", "1 1 1"], &["1/2 1/1 +1", "1/1 +1", "1/1 1/1 1/1 +0"]);
        check(&["900 900"], &["900/1 100/1 +0"]);
    }
}
