//! Rounds of load: every connection asks as fast as it is answered, for a second.
//!
//! The servers take turns, round by round, so that whatever else the machine does hits all of them alike; what is
//! printed of a server is its median round. Times are of all its rounds.

use super::http::Connection;
use super::requests::{self, Operation};
use super::server::Server;
use std::sync::Barrier;
use std::time::{Duration, Instant};

/// How long a round lasts.
const ROUND: Duration = Duration::from_secs(1);

/// How many rounds each server has of each load.
const ROUNDS: usize = 5;

/// Reads in one turn of the mixed operation.
const READS: usize = 5;

/// Open sessions that are there before a round of cancels, over all connections.
const POOL: usize = 20_000;

/// What one server did under one load.
pub struct Figures {
    /// Answers a second, of each round.
    rates: Vec<u64>,
    /// Microseconds of each answer.
    times: Vec<u32>,
    /// Microseconds of the processor for each answer, of each round.
    work: Vec<u64>,
}

impl Figures {
    pub fn rate(&self) -> u64 {
        median(&self.rates)
    }

    /// Microseconds that so many of a thousand answers took at most.
    pub fn permille(&self, permille: usize) -> u32 {
        let mut times = self.times.clone();
        times.sort_unstable();
        times[times.len() * permille / 1000]
    }

    /// Microseconds of the processor for one answer, all threads of the server together.
    pub fn work(&self) -> Option<u64> {
        (!self.work.is_empty()).then(|| median(&self.work))
    }
}

fn median(numbers: &[u64]) -> u64 {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

/// The figures of each server, in order.
pub fn compare(servers: &[Server], operation: Operation, connections: usize) -> Vec<Figures> {
    let mut figures: Vec<_> =
        servers.iter().map(|_| Figures { rates: Vec::new(), times: Vec::new(), work: Vec::new() }).collect();
    for _ in 0..ROUNDS {
        for (server, figures) in servers.iter().zip(&mut figures) {
            round(server, operation, connections, ROUND, figures);
        }
    }
    figures
}

/// Load that nobody looks at, of every operation.
pub fn warm_up(server: &Server, length: Duration) {
    for operation in Operation::ALL {
        compare_nothing(server, operation, length);
    }
}

fn compare_nothing(server: &Server, operation: Operation, length: Duration) {
    let mut unseen = Figures { rates: Vec::new(), times: Vec::new(), work: Vec::new() };
    round(server, operation, 8, length, &mut unseen);
}

fn round(server: &Server, operation: Operation, connections: usize, length: Duration, figures: &mut Figures) {
    let begin = Barrier::new(connections + 1);
    let (times, ticks, elapsed) = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| {
                    let mut worker = Worker::new(server);
                    worker.prepare(operation, connections);
                    begin.wait();
                    worker.work(operation, length)
                })
            })
            .collect();
        begin.wait();
        let (ticks, began) = (server.ticks(), Instant::now());
        let times: Vec<u32> = threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect();
        let ticks = ticks.and_then(|before| server.ticks().map(|after| after - before));
        (times, ticks, began.elapsed())
    });
    let count = times.len() as u64;
    figures.rates.push(count * 1_000_000 / elapsed.as_micros() as u64);
    figures.work.extend(ticks.map(|ticks| ticks * 10_000 / count));
    figures.times.extend(times);
}

/// One connection, and the sessions that it made.
struct Worker<'a> {
    server: &'a Server,
    connection: Connection,
    create: String,
    ids: Vec<String>,
}

impl<'a> Worker<'a> {
    fn new(server: &'a Server) -> Self {
        let create = requests::create(&server.device);
        Self { server, connection: Connection::new(&server.address), create, ids: Vec::new() }
    }

    fn prepare(&mut self, operation: Operation, connections: usize) {
        let count = if operation == Operation::Cancel && self.server.remembers { POOL / connections } else { 1 };
        for _ in 0..count {
            self.create();
        }
    }

    fn create(&mut self) -> Duration {
        let began = Instant::now();
        let answer = self.connection.ask(&self.create);
        let elapsed = began.elapsed();
        self.ids.push(requests::session_id(answer));
        elapsed
    }

    fn ask(&mut self, request: &str) -> Duration {
        let began = Instant::now();
        self.connection.ask(request);
        began.elapsed()
    }

    /// The time of each answer, until the round is over or no session is left to cancel.
    fn work(&mut self, operation: Operation, length: Duration) -> Vec<u32> {
        let (mut times, ends) = (Vec::new(), Instant::now() + length);
        let mut turn = 0;
        while Instant::now() < ends {
            let Some(elapsed) = self.one(operation, turn) else { break };
            times.push(u32::try_from(elapsed.as_micros()).unwrap_or(u32::MAX));
            turn += 1;
        }
        times
    }

    fn one(&mut self, operation: Operation, turn: usize) -> Option<Duration> {
        match (operation, turn % (READS + 2)) {
            (Operation::Create, _) | (Operation::Mixed, 0) => Some(self.create()),
            (Operation::Cancel, _) if self.server.remembers => {
                let id = self.ids.pop()?;
                Some(self.ask(&requests::cancel(&id)))
            }
            (Operation::Cancel, _) => Some(self.ask(&requests::cancel(&self.ids[0].clone()))),
            (Operation::Mixed, turn) if turn > READS => {
                let id = self.ids.pop()?;
                Some(self.ask(&requests::cancel(&id)))
            }
            (Operation::Get | Operation::Mixed, _) => {
                let request = requests::get(self.ids.last()?);
                Some(self.ask(&request))
            }
        }
    }
}
