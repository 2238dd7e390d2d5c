//! Measures Tessera beside its floors, from one run: `cargo xtask bench`.

#![allow(clippy::print_stdout, clippy::float_arithmetic)] // It prints rates.

mod fold;
mod orders;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let orders = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000_000);
    let figures = fold::measure(orders);
    let rate = |time: std::time::Duration| figures.orders as f64 / time.as_secs_f64() / 1e6;
    println!(
        "orders {} points {} one core {:.2} M/s two cores {:.2} M/s",
        figures.orders,
        figures.points,
        rate(figures.one_core),
        rate(figures.two_cores)
    );
    Ok(())
}
