#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "net/address.hpp"
#include "net/time.hpp"
#include "scenarios/source.hpp"

namespace scenarios {

// A `phone` below is the name of a handset or of a group; of a group, every member is meant.

struct PowerOn {
  std::string phone;
};

struct PowerOff {
  std::string phone;
};

struct Wait {
  net::Duration duration;
};

// When an expectation holds: what it looks for must be seen at least once (or exactly `count` times, or never)
// until `within` after the last acting step, or after the step whose id is `after`.
struct Window {
  net::Duration within = std::chrono::seconds(30);
  bool never = false;
  std::optional<int> count;
  std::optional<std::string> after;
};

// The random number at the end of option 66 in the ACK.
struct NoNumber {};
struct NumberOfDigits {
  int digits;
};
using NumberRule = std::variant<NoNumber, NumberOfDigits>;

struct ExpectLease {
  std::string phone;
  std::optional<net::Ipv4Address> address;
  std::optional<std::string> boot_server;  // option 66 of the ACK; '*' stands for any text, "none" for no option 66
  std::optional<NumberRule> number;
  bool fresh = false;           // the number differs from all that the handset had before in this case
  std::optional<bool> renewal;  // extended, not new
  Window window;
};

struct ExpectEvent {
  std::string at;                    // who is told: activator
  std::optional<std::string> phone;  // absent: about any handset
  std::optional<std::string> event_class;
  std::optional<int> subclass;
  std::optional<std::string> severity;
  Window window;
};

// In `file` and `path`, ${mac} and ${number} stand for the handset's own.
struct ExpectGet {
  std::string phone;
  std::optional<std::string> file;  // the last component of the path
  std::optional<std::string> path;  // the whole request target
  std::optional<int> status;
  std::optional<std::string> outcome;  // complete, cut, refused, …
  Window window;
};

struct ExpectProvisioned {
  std::string phone;
  std::optional<std::string> user;
  Window window;
};

// Lines of the gateway's log, in this order, others may stand between. ${mac}, ${address} and ${number} stand for
// what the handset's latest ACK says; a line is compared as far as the gateway prints it, 69 columns.
struct ExpectLog {
  std::optional<std::string> phone;
  std::vector<std::string> lines;
  std::optional<std::string> contains;  // instead of lines: a text anywhere in one line
  Window window;
};

// Activator's provisioning store made the handset's directory.
struct ExpectDirectory {
  std::string phone;
  Window window;
};

using StepWhat = std::variant<PowerOn, PowerOff, Wait, ExpectLease, ExpectEvent, ExpectGet, ExpectProvisioned,
                              ExpectLog, ExpectDirectory>;

struct Step {
  SourcePos where;    // of the verb
  int underline = 1;  // the verb's length
  std::string id;     // what `after` and --until call it; may be empty
  StepWhat what;
  std::vector<std::pair<std::string, Span>> fields;  // where each `key: value` stands
};

// The one sentence used by log, report and failure alike:
// "expect lobby to GET 0004f2aabbcc.cfg and receive 200 within 5 s".
std::string describe(const Step& step);

bool is_acting(const Step& step);                           // neither `wait` nor `expect_…`
const Window* window_of(const Step& step);                  // null when it is no expectation
const Span* field(const Step& step, std::string_view key);  // null when the author did not write it

}  // namespace scenarios
