//! `edition serve`: the edition in a browser while it is being written. This room must not write to the disk.

mod guard;
mod preview;
#[cfg(test)]
mod requests;
mod server;
mod watch;

use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use tokio::net::TcpListener;

use crate::cli::serve::guard::Hosts;
use crate::cli::serve::preview::Preview;
use crate::cli::serve::watch::Watch;
use crate::cli::{Outcome, answer, findings, say};

/// Look at the edition in a browser; the page follows what you write
///
/// The address is printed first. Pages are made when the browser asks for them, and again when you save a file;
/// what is wrong is shown over the page until it is mended. Nothing is written to the disk. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Serve {
    /// The port to listen on; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4848)]
    port: u16,
    /// The address to listen on; with another than this one, others in your network can read the edition
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: String,
    /// Open the edition in your browser
    #[arg(long)]
    open: bool,
}

const EXAMPLES: &str = "\
Examples:
  edition serve
  edition serve --open
  edition serve --root ../letters --port 0";

impl Serve {
    pub fn run(&self, root: &Path) -> Outcome {
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                say(&format!("cannot start the preview: {error}"));
                return Outcome::Faulty;
            }
        };
        let outcome = runtime.block_on(self.serve(root));
        // Browsers keep their event streams open; no one waits for them.
        runtime.shutdown_background();
        outcome
    }

    async fn serve(&self, root: &Path) -> Outcome {
        let (listener, hosts) = match self.listen().await {
            Ok(bound) => bound,
            Err(error) => {
                say(&self.refusal(&error));
                // A port that is taken can be free the next time; an address that is none of this computer's stays one.
                return match error.kind() {
                    io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied => Outcome::Faulty,
                    _ => Outcome::Misused,
                };
            }
        };
        let watch = Watch::new(root);
        let preview = Arc::new(Preview::open(root));
        if preview.now().loaded.found_nothing() {
            let loaded = &preview.now().loaded;
            findings::show(&loaded.site.sources, &loaded.diagnostics);
            return Outcome::Faulty;
        }
        let address = format!("http://{}/", hosts.own());
        // The address comes before everything else: programs read it.
        let _ = answer(format!("{address}\n").as_bytes());
        preview.report();
        if !hosts.is_private() {
            say("warning: whoever can reach this computer can read the edition");
        }
        let told = watch.and_then(|watch| Ok(watch.tell(Arc::clone(&preview))?));
        if let Err(error) = told {
            say(&format!("warning: changes cannot be seen, load pages again yourself: {error}"));
        }
        if self.open && open::that_detached(&address).is_err() {
            say(&format!("no browser could be opened; go to {address}"));
        }
        tokio::select! {
            () = server::serve(listener, preview, hosts) => Outcome::Faulty,
            () = ended() => Outcome::Fine,
        }
    }

    async fn listen(&self) -> io::Result<(TcpListener, Hosts)> {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        let listener = TcpListener::bind((host, self.port)).await?;
        let bound = listener.local_addr()?;
        let name = if host.parse::<IpAddr>().is_ok() { None } else { Some(host.to_ascii_lowercase()) };
        Ok((listener, Hosts::new(bound, name)))
    }

    fn refusal(&self, error: &io::Error) -> String {
        match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "error: port {} is taken, perhaps by another `edition serve`\nhelp: take any free port with `--port 0`",
                self.port
            ),
            io::ErrorKind::PermissionDenied => {
                format!("error: port {} is reserved\nhelp: take any free port with `--port 0`", self.port)
            }
            _ => format!(
                "error: cannot listen on `{}`: {error}\nhelp: `--host` takes a name or number of this computer, such as `0.0.0.0`",
                self.host
            ),
        }
    }
}

/// Waits until someone ends the program.
async fn ended() {
    #[cfg(unix)]
    if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}
