#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "net/http/client.hpp"
#include "phones/boot_server.hpp"
#include "phones/config_reading.hpp"
#include "phones/model.hpp"

namespace phones {

// The boot of a handset as transitions: the bootROM's files, then the application's (Polycom SIP 3.1
// administrator's guide, 2-3), until the handset has its SIP account or gives this pass up and boots again.

// One pass through the files, and what it has learned so far.
struct Pass {
  Pass(BootServer at, Phase program) : server(std::move(at)), phase(program) {}

  BootServer server;
  Phase phase;
  std::size_t item = 0;   // place in the model's list of this phase
  std::size_t entry = 0;  // which file of that item
  std::size_t name = 0;   // which of that file's names
  int attempt = 1;        // at that name
  MasterFile master;
  Parameters parameters;
  std::vector<std::string> misses;  // CONFIG_FILES that were not had, each a clause: "phone1.cfg answered 404"
  std::string log;                  // of this phase, to be uploaded
};

// Where the boot stands, deadlines included.
struct Idle {};
struct AwaitingLease {
  Phase phase = Phase::bootrom;
};
struct Settling {
  BootServer server;
  Phase phase;
  net::TimePoint ends_at;
};
struct Resolving {  // the boot server's name is being looked up
  BootServer server;
  Phase phase;
};
struct Fetching {
  Pass pass;
};
struct Pausing {  // before the same file again
  Pass pass;
  net::TimePoint ends_at;
};
struct Waiting {
  net::TimePoint reboot_at;
};  // after a pass without an account
struct Running {
  SipAccount account;
};
using BootState = std::variant<Idle, AwaitingLease, Settling, Resolving, Fetching, Pausing, Waiting, Running>;

// What can happen to it.
struct Begin {};  // powered on
struct LeaseReady {
  BootServerOptions said;
};
struct LeaseLost {};
struct Fetched {  // of the one request under way
  net::HttpOutcome outcome = net::HttpOutcome::complete;
  int status = 0;  // 0 when no answer came
  std::string body;
};
struct NameFound {
  std::vector<net::Ipv4Address> addresses;  // at least one
};
struct NameNotFound {
  std::string why;  // a clause
};
struct Waited {};  // the state's own deadline came
using BootInput = std::variant<Begin, LeaseReady, LeaseLost, NameFound, NameNotFound, Fetched, Waited>;

struct BootContext {
  const Model& model;
  net::MacAddress mac;
  const std::optional<std::string>& static_boot_server;
  net::TimePoint now;
  net::TimePoint powered_at;  // the zero of the logs
};

// What happened, for the journal.
struct PhaseEntered {
  std::string phase;
};  // "bootrom", "application", "running", "waiting"
struct Decided {
  std::string text;
};  // what, and why
struct PassEnded {
  bool provisioned;
  std::string why;
};
using BootNote = std::variant<PhaseEntered, Decided, PassEnded>;

// To be carried out now; an earlier request still under way is void.
struct Fetch {
  net::HttpRequest request;
  net::Endpoint server;
  net::HttpLimits limits;
  Phase phase;
  int attempt;
};

enum class Restart { none, dhcp, handset };  // dhcp: a new DISCOVER; handset: from power-on

struct BootTransition {
  BootState next;
  std::optional<Fetch> fetch;
  std::vector<BootNote> notes;
  Restart restart = Restart::none;
  std::optional<std::string> resolve = {};  // a name to be looked up now; an earlier one is void
};

// Pure. A 404, and every other answer but 5xx, is final for that name in that pass; 5xx and transport errors are
// tried again as the model says, and then the file counts as not had, without its other names being tried.
[[nodiscard]] BootTransition step(BootState state, BootInput input, const BootContext& context);

std::optional<net::TimePoint> wakes_at(const BootState& state);  // when `Waited` is due; nullopt: never
Phase phase_of(const BootState& state);                          // whose program runs

}  // namespace phones
