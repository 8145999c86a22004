//! The way to the server, with everything that can go wrong on it: one port, a plan for each run, a record of what passed.

use super::connection;
use super::plan::{Operation, Plan, Step};
use super::told::Passage;
use super::world::{PATIENCE, World};
use std::collections::HashSet;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// Everything that the threads of a proxy share.
pub struct Shared {
    pub world: World,
    port: u16,
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    plan: Plan,
    asked: Vec<Operation>,
    passages: Vec<Passage>,
    is_open: bool,
    shall_be_open: bool,
    under_way: usize,
    accepted: HashSet<SocketAddr>,
    own: HashSet<SocketAddr>,
    is_over: bool,
}

/// A proxy in front of a world of its own.
pub struct Proxy {
    shared: Arc<Shared>,
    keeper: Option<JoinHandle<()>>,
}

impl Proxy {
    pub fn start(world: World) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = State { is_open: true, shall_be_open: true, ..State::default() };
        let shared = Arc::new(Shared { world, port, state: Mutex::new(state), bell: Condvar::new() });
        let own = Arc::clone(&shared);
        let keeper = Some(thread::spawn(move || own.keep(listener)));
        Self { shared, keeper }
    }

    pub fn world(&self) -> &World {
        &self.shared.world
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.port)
    }

    /// From now on this goes wrong; what passed before is forgotten.
    pub fn arm(&self, plan: Plan) {
        self.settle();
        let shuts = plan.gone_from == Some(0);
        *self.shared.lock() = State { plan, is_open: true, shall_be_open: !shuts, ..State::default() };
        if shuts {
            // Whoever waits for a connection has to be woken.
            drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.shared.port)));
            self.shared.wait(|state| !state.is_open);
            self.shared.lock().passages.clear();
        }
    }

    /// Everything that passed, in the order of the connections, once nothing is under way any more.
    pub fn passages(&self) -> Vec<Passage> {
        self.settle();
        let state = self.shared.lock();
        state.passages.iter().filter(|passage| !state.own.contains(&passage.peer)).cloned().collect()
    }

    /// So many requests of this kind have come.
    #[track_caller]
    pub fn wait_for(&self, operation: Operation, count: usize) {
        self.shared.wait(|state| state.asked.iter().filter(|asked| **asked == operation).count() >= count);
    }

    /// Waits until whatever was sent has been dealt with; then the way is open again.
    fn settle(&self) {
        self.shared.lock().plan.gone_from = None;
        self.shared.wait(|state| state.under_way == 0);
        self.shared.lock().shall_be_open = true;
        self.shared.bell.notify_all();
        self.shared.wait(|state| state.is_open);
        // What was connected before this one has been accepted before it.
        let last = TcpStream::connect((Ipv4Addr::LOCALHOST, self.shared.port)).expect("a proxy");
        let own = last.local_addr().expect("an address");
        self.shared.lock().own.insert(own);
        self.shared.wait(|state| state.accepted.contains(&own));
        drop(last);
        self.shared.wait(|state| state.under_way == 0);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Ok(mut state) = self.shared.state.lock() {
            state.is_over = true;
            state.shall_be_open = true;
        }
        self.shared.bell.notify_all();
        // Closed or open, it wakes up and ends; the server ends with the last who knows of it.
        while self.keeper.as_ref().is_some_and(|keeper| !keeper.is_finished()) {
            drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.shared.port)));
            thread::yield_now();
        }
        drop(self.keeper.take().map(JoinHandle::join));
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("a state")
    }

    #[track_caller]
    fn wait(&self, enough: impl Fn(&State) -> bool) {
        let (_state, waited) =
            self.bell.wait_timeout_while(self.lock(), PATIENCE, |state| !enough(state)).expect("a state");
        assert!(!waited.timed_out(), "it takes too long");
    }

    /// Listens for as long as it shall.
    fn keep(self: Arc<Self>, listener: TcpListener) {
        let mut listener = Some(listener);
        loop {
            let open = listener.take().unwrap_or_else(|| self.open());
            while let Ok((stream, peer)) = open.accept() {
                let number = self.begin(peer);
                let own = Arc::clone(&self);
                thread::spawn(move || {
                    let passage = connection::treat(&own, stream, peer, number);
                    own.end(number, passage);
                });
                let mut state = self.lock();
                if state.is_over {
                    return;
                }
                if state.plan.gone_from.is_some_and(|from| from <= number + 1) {
                    state.shall_be_open = false;
                }
                if !state.shall_be_open {
                    state.is_open = false;
                    break;
                }
            }
            drop(open);
            self.bell.notify_all();
        }
    }

    /// The same port again, which somebody else may hold for a moment.
    fn open(&self) -> TcpListener {
        self.wait_for_ever(|state| state.shall_be_open);
        let deadline = Instant::now() + PATIENCE;
        loop {
            match TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)) {
                Ok(listener) => {
                    self.lock().is_open = true;
                    self.bell.notify_all();
                    return listener;
                }
                Err(error) if Instant::now() > deadline => panic!("{error}"),
                Err(_) => thread::yield_now(),
            }
        }
    }

    fn wait_for_ever(&self, enough: impl Fn(&State) -> bool) {
        drop(self.bell.wait_while(self.lock(), |state| !enough(state)).expect("a state"));
    }

    fn begin(&self, peer: SocketAddr) -> usize {
        let mut state = self.lock();
        state.under_way += 1;
        state.accepted.insert(peer);
        state.passages.push(Passage::new(peer));
        self.bell.notify_all();
        state.passages.len() - 1
    }

    fn end(&self, number: usize, passage: Passage) {
        let mut state = self.lock();
        if let Some(own) = state.passages.get_mut(number) {
            *own = passage;
        }
        state.under_way -= 1;
        self.bell.notify_all();
    }

    /// What becomes of a connection, before anything is known of it.
    pub fn of_connection(&self, number: usize) -> Option<Step> {
        self.lock().plan.of_connection(number)
    }

    /// What becomes of a request; it counts as asked from now on.
    pub fn of_operation(&self, operation: Operation) -> Step {
        let mut state = self.lock();
        let nth = state.asked.iter().filter(|asked| **asked == operation).count();
        state.asked.push(operation);
        self.bell.notify_all();
        state.plan.of_operation(operation, nth)
    }
}
