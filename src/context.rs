//! What a command works with: settings, streams, questions, and a client that is made only when it is asked for.
//!
//! This is the one place where the emulator and the client meet: for the environment `emulator` without an address,
//! the emulator is started inside this process, on a free port of the loopback interface.

mod journal;
mod known;
mod shown;

pub use journal::scope;
pub use known::{account, emulators_account};

use crate::api::{Client, Effect, Observer, Sight};
use crate::config::{self, Flags, Origin, Settings, Variables};
use crate::emulator::{self, Outbox, Plays, Presence, Shared, World};
use crate::error::Error;
use crate::guard::{self, Consent, Write};
use crate::interrupt::{self, Writing};
use crate::journal::Journal;
use crate::model::environment::Environment;
use crate::output::{Printing, Ui};
use crate::prompt::Prompt;
use crate::trace::Trace;
use crate::webhook::deliver::Deliverer;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use url::Url;

/// How long a command that has ended its work goes on to send the callbacks of what it did.
const DELIVERY_LIMIT: Duration = Duration::from_secs(2);

/// How a write is to be treated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Show the request instead of sending it.
    pub dry_run: bool,
    /// Show it as a line for curl.
    pub curl: bool,
    /// `--yes`: the answer to every confirmation.
    pub yes: bool,
}

/// One per run.
pub struct Context {
    /// The streams.
    pub ui: Ui,
    /// Questions.
    pub prompt: Prompt,
    manner: Manner,
    trace: Trace,
    flags: Flags,
    settings: Option<Rc<Settings>>,
    client: Option<Client>,
    key_end: String,
    announced: String,
    writing: Writing,
    outbox: Option<Outbox>,
    journal: Option<Rc<Journal>>,
    has_forgotten: bool,
    exit_code: u8,
    step: Option<String>,
}

impl Context {
    /// Looks at nothing yet: some commands need no settings at all.
    pub fn new(ui: Ui, prompt: Prompt, trace: Trace, flags: Flags, manner: Manner) -> Self {
        Self {
            ui,
            prompt,
            manner,
            trace,
            flags,
            settings: None,
            client: None,
            key_end: String::new(),
            announced: String::new(),
            writing: Writing::default(),
            outbox: None,
            journal: None,
            has_forgotten: false,
            exit_code: 0,
            step: config::variables::step(),
        }
    }

    /// Another hand at the same work: the same settings, client and journal. It says only what nobody may overlook, and asks
    /// nobody.
    pub fn fork(&self) -> Self {
        Self {
            ui: self.ui.quieter(),
            prompt: Prompt::new(true, self.ui.err_style.color),
            trace: self.trace(),
            flags: self.flags.clone(),
            settings: self.settings.clone(),
            client: self.client.clone(),
            key_end: self.key_end.clone(),
            announced: self.announced.clone(),
            writing: self.writing(),
            journal: self.journal.clone(),
            outbox: None,
            exit_code: 0,
            step: self.step.clone(),
            ..*self
        }
    }

    /// The step of a scenario that payments are asked for by, where one does.
    pub fn step(&self) -> Option<String> {
        self.step.clone()
    }

    /// From now on payments are asked for by this step of a scenario.
    pub fn act_for(&mut self, step: String) {
        self.step = Some(step);
    }

    /// How much of the requests is shown.
    pub fn trace(&self) -> Trace {
        self.trace.clone()
    }

    /// From now on nothing that is printed is waited for.
    pub fn step_aside(&mut self) -> Result<Printing, Error> {
        let (printing, voice) = self.ui.step_aside()?;
        self.trace = self.trace().aside(voice);
        Ok(printing)
    }

    /// The flags that settings are made of.
    pub fn flags(&self) -> &Flags {
        &self.flags
    }

    /// Whether a person is there to be asked.
    pub fn is_interactive(&self) -> bool {
        self.prompt.is_interactive()
    }

    /// Whether `--yes` has answered every confirmation.
    pub fn agrees_to_all(&self) -> bool {
        self.manner.yes
    }

    /// Whether requests are shown instead of sent.
    pub fn only_shows(&self) -> bool {
        self.manner.dry_run || self.manner.curl
    }

    /// For what changes something and makes no request: `--dry-run` must not do it, and has nothing to show.
    pub fn refuse_to_show(&self) -> Result<(), Error> {
        match self.only_shows() {
            true => Err(Error::usage(
                "`--dry-run` and `--curl` show a request, and this makes no request: nothing was changed",
            )),
            false => Ok(()),
        }
    }

    /// For what makes more requests than one line can show.
    pub fn refuse_curl(&self, why: &str) -> Result<(), Error> {
        match self.manner.curl {
            true => Err(Error::usage(format!("{why}, and `--curl` shows one: nothing was sent; use `--dry-run`"))),
            false => Ok(()),
        }
    }

    /// The settings, worked out once.
    pub fn settings(&mut self) -> Result<Rc<Settings>, Error> {
        if let Some(settings) = &self.settings {
            return Ok(Rc::clone(settings));
        }
        let settings = Rc::new(config::settings(&self.flags, &Variables::from_process()?)?);
        self.settings = Some(Rc::clone(&settings));
        Ok(settings)
    }

    /// Works with these settings from now on, such as those of a profile that is about to be written.
    pub fn try_out(&mut self, settings: Settings) {
        self.settings = Some(Rc::new(settings));
        self.client = None;
    }

    /// The client, made once: this is where the key is fetched, and where the emulator starts.
    pub async fn client(&mut self) -> Result<Client, Error> {
        if let Some(client) = &self.client {
            return Ok(client.clone());
        }
        let settings = self.settings()?;
        let key = settings.api_key(emulator::API_KEY).await?;
        let base_url = match &settings.base_url {
            Some(base_url) => base_url.value.clone(),
            None => self.start_emulator(&settings).await?,
        };
        let client = Client::new(shown::options(&settings, base_url), &key, self.observer())?;
        self.key_end = key.last_four().to_owned();
        self.client = Some(client.clone());
        Ok(client)
    }

    /// A client that sends no key, to look at what is on the way to the API. The emulator has to have been started.
    pub fn keyless_client(&mut self) -> Result<Client, Error> {
        let settings = self.settings()?;
        match (&self.client, &settings.base_url) {
            (Some(client), _) => Ok(client.anonymous()),
            (None, Some(url)) => {
                Ok(Client::without_key(shown::options(&settings, url.value.clone()), self.observer())?)
            }
            (None, None) => Err(Error::Internal("the emulator was not started".to_owned())),
        }
    }

    /// Before every write, and before the network: policy, and whether somebody can agree to it. Then the client, and
    /// the line that names the environment. `None` where the request is only to be shown.
    pub async fn client_for(&mut self, write: &Write) -> Result<Option<Client>, Error> {
        let settings = self.settings()?;
        guard::check_policy(&settings.policy, write)?;
        if self.only_shows() {
            return Ok(None);
        }
        guard::decide(&settings, write, self.manner.yes, self.is_interactive())?;
        let client = self.client().await?;
        self.announce(&settings);
        Ok(Some(client))
    }

    /// What the profile forbids, whoever agrees to it.
    pub fn check_policy(&mut self, write: &Write) -> Result<(), Error> {
        guard::check_policy(&self.settings()?.policy, write)
    }

    /// The client for a write that may come later; the same as [`Context::client_for`] where nothing is only shown.
    pub async fn writer(&mut self, write: &Write) -> Result<Client, Error> {
        match self.client_for(write).await? {
            Some(client) => Ok(client),
            None => self.client().await,
        }
    }

    /// Before something is sent elsewhere than to the API: names the environment, and in production policy holds and
    /// somebody has to agree.
    pub fn agree_in(&mut self, settings: &Settings, write: &Write) -> Result<(), Error> {
        let is_production = settings.environment.value == Environment::Production;
        if is_production {
            guard::decide(settings, write, self.manner.yes, self.is_interactive())?;
        }
        self.announce(settings);
        if is_production { self.confirm_in(settings, write) } else { Ok(()) }
    }

    /// Whether a person will be asked, and so sees what it is about.
    pub fn asks(&mut self, write: &Write) -> Result<bool, Error> {
        let settings = self.settings()?;
        Ok(guard::decide(&settings, write, self.manner.yes, self.is_interactive())? == Consent::Ask)
    }

    /// Right before a write is sent: asks, where somebody has to agree.
    pub fn confirm(&mut self, write: &Write) -> Result<(), Error> {
        let settings = self.settings()?;
        self.confirm_in(&settings, write)
    }

    fn confirm_in(&mut self, settings: &Settings, write: &Write) -> Result<(), Error> {
        match guard::decide(settings, write, self.manner.yes, self.is_interactive())? {
            Consent::Given => Ok(()),
            Consent::Ask if self.prompt.confirm(&format!("{} in {}?", write.what, settings.environment.value))? => {
                Ok(())
            }
            Consent::Ask => Err(Error::Refused { what: "not confirmed: nothing was sent".to_owned(), hint: None }),
        }
    }

    /// Before something on this machine is removed for good.
    pub fn confirm_removal(&mut self, what: &str) -> Result<(), Error> {
        self.confirm_here(what, "nothing was removed")
    }

    /// Before somebody's word in the journal overrules an earlier one, or a session that was found.
    pub fn confirm_settling(&mut self, what: &str) -> Result<(), Error> {
        self.confirm_here(what, "nothing was settled")
    }

    fn confirm_here(&mut self, what: &str, otherwise: &str) -> Result<(), Error> {
        match guard::consent(what, self.manner.yes, self.is_interactive())? {
            Consent::Given => Ok(()),
            Consent::Ask if self.prompt.confirm(&format!("{what}?"))? => Ok(()),
            Consent::Ask => Err(Error::Refused { what: format!("not confirmed: {otherwise}"), hint: None }),
        }
    }

    /// Refuses what only exists for testing.
    pub fn forbid_in_production(&mut self, what: &str) -> Result<(), Error> {
        guard::forbid_in_production(self.settings()?.environment.value, what)
    }

    /// Ends what goes on beside the command: callbacks that are due are sent, for a little while; the rest is kept for the
    /// next command or server.
    pub async fn close(&mut self) -> Result<(), Error> {
        match self.outbox.take() {
            Some(outbox) => drain(outbox).await,
            None => Ok(()),
        }
    }

    /// Sends what is due in this world, for a little while.
    pub async fn deliver(&self, world: World) -> Result<(), Error> {
        drain(Outbox::start(Shared::new(world), Deliverer::new(emulator::USER_AGENT, self.flags.ca_file.clone()))).await
    }

    /// Ends the run with this code though nothing went wrong: another command's own.
    pub fn end_with(&mut self, code: u8) {
        self.exit_code = code;
    }

    /// The code of a run in which nothing went wrong.
    pub fn exit_code(&self) -> u8 {
        self.exit_code
    }

    /// Ends with the process: there is nothing to shut down, every transition is a transaction. Callbacks are sent from
    /// here only where there is somewhere to send them, and no server that does it.
    async fn start_emulator(&mut self, settings: &Settings) -> Result<Url, Error> {
        let fault = |error: std::io::Error| Error::Internal(format!("the emulator cannot listen: {error}"));
        let world = World::open(&settings.state_dir)?;
        let has_destinations = !world.destinations()?.is_empty();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(fault)?;
        let address = listener.local_addr().map_err(fault)?;
        let shared = Shared::new(world);
        if has_destinations && !Presence::is_announced(&settings.state_dir) {
            let ca_file = settings.ca_file.as_ref().map(|path| path.value.clone());
            self.outbox = Some(Outbox::start(shared.clone(), Deliverer::new(emulator::USER_AGENT, ca_file)));
        }
        tokio::spawn(emulator::serve(listener, shared, Plays::Playground, std::future::pending()));
        Url::parse(&format!("http://{address}")).map_err(|error| Error::Internal(error.to_string()))
    }

    /// Whether a write is on its way now.
    pub fn writing(&self) -> Writing {
        self.writing.clone()
    }

    fn observer(&self) -> Observer {
        let (trace, writing) = (self.trace.clone(), self.writing.clone());
        Arc::new(move |sight: Sight<'_>| match sight {
            Sight::Begins(effect) => writing.set(effect != Effect::Read),
            Sight::Ends => writing.set(false),
            sight => trace.show(sight),
        })
    }

    /// Names the environment before a write, and again only where that is another one than was said.
    fn announce(&mut self, settings: &Settings) {
        let environment = settings.environment.value;
        let is_production = environment == Environment::Production;
        let elsewhere = settings.base_url.as_ref().filter(|url| url.origin != Origin::Default);
        let facts = [
            settings.profile.as_ref().map(|name| format!("profile {}", name.value)),
            elsewhere.map(|url| format!("at {}", url.value.as_str().trim_end_matches('/'))),
            settings.merchant_id.as_ref().filter(|_| is_production).map(|id| format!("merchant {}", id.value)),
            (is_production && !self.key_end.is_empty()).then(|| format!("key ...{}", self.key_end)),
        ];
        let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let facts = if facts.is_empty() { facts } else { format!(" ({facts})") };
        let line = format!("env: {environment}{facts}");
        match is_production {
            _ if line == self.announced => {}
            true => self.ui.alert(&line),
            false => self.ui.note(&line),
        }
        self.announced = line;
    }
}

async fn drain(outbox: Outbox) -> Result<(), Error> {
    interrupt::or(&Writing::default(), async {
        outbox.drain(DELIVERY_LIMIT).await;
        Ok(())
    })
    .await
}
