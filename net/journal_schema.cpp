#include <array>
#include <cassert>

#include "net/journal.hpp"

namespace net {
namespace {

using enum FieldType;

// run
constexpr FieldSchema run_started[] = {
    {"journal", number, "version of this schema"},
    {"program", text, "version of the program"},
    {"world", text, "live or memory"},
};
constexpr FieldSchema case_started[] = {
    {"name", text, "the scenario's name"},
    {"file", text, "the scenario's file"},
    {"seed", text, "the seed, decimal"},
};
constexpr FieldSchema step_started[] = {
    {"index", number, "place in the file, from 1"},
    {"text", text, "the step as a sentence"},
    {"acting", flag, "false for wait and expect_…"},
};
constexpr FieldSchema verdict[] = {
    {"index", number, "the step's place, from 1"},
    {"outcome", text, "passed or failed"},
    {"why", text, "what was seen, when it failed"},
};
constexpr FieldSchema case_ended[] = {
    {"outcome", text, "passed, failed, timed out, interrupted, harness fault"},
    {"why", text, "one sentence, when it did not pass"},
};

// wire; the actor is the interface, lan or wan
constexpr FieldSchema dhcp_frame[] = {
    {"frame", number, "number of the frame in the capture, from 1"},
    {"message", text, "DISCOVER, OFFER, …"},
    {"mac", text, "chaddr, 12 hex digits"},
    {"xid", text, "8 hex digits"},
    {"ciaddr", text, "when not 0.0.0.0"},
    {"yiaddr", text, "when not 0.0.0.0"},
    {"requested", text, "option 50"},
    {"server", text, "option 54"},
    {"lease_time", number, "option 51, seconds"},
    {"option66", text, "option 66"},
};
constexpr FieldSchema http_request_frame[] = {
    {"frame", number, "number of the frame in the capture, from 1"},
    {"mac", text, "source MAC, 12 hex digits"},
    {"from", text, "address:port"},
    {"to", text, "address:port"},
    {"method", text, ""},
    {"path", text, "request target"},
    {"user_agent", text, "when it stands in the same segment"},
};
constexpr FieldSchema http_response_frame[] = {
    {"frame", number, "number of the frame in the capture, from 1"},
    {"mac", text, "destination MAC, 12 hex digits"},
    {"from", text, "address:port"},
    {"to", text, "address:port"},
    {"status", number, ""},
};

// mock
constexpr FieldSchema event_received[] = {
    {"id", text, "unique, the same over retries"},
    {"serial", text, "of the gateway"},
    {"class", text, "DHCP, Script, …"},
    {"subclass", number, ""},
    {"severity", text, ""},
    {"text", text, "never cut"},
    {"name", text, "of the MAC alert"},
    {"mac", text, "12 hex digits"},
    {"ip", text, ""},
    {"rand", text, "the random number"},
    {"option66", text, ""},
    {"duplicate", flag, "an id seen before"},
    {"status", number, "what was answered"},
};
constexpr FieldSchema account_requested[] = {
    {"mac", text, "12 hex digits"},
    {"rand", text, "the random number"},
    {"serial", text, "of the gateway"},
    {"status", number, "what was answered"},
};
constexpr FieldSchema account_fetched[] = {
    {"mac", text, "12 hex digits"},
    {"status", number, "Teleware's answer"},
    {"outcome", text, "complete, refused, timed out, …"},
};
constexpr FieldSchema account_stored[] = {
    {"mac", text, "12 hex digits"},
    {"reseller", text, ""},
    {"extension", text, ""},
};
constexpr FieldSchema directory_made[] = {
    {"mac", text, "12 hex digits"},
    {"path", text, "below the store's root"},
    {"files", number, "written"},
    {"number", text, "the random number that now leads there"},
};
constexpr FieldSchema file_answered[] = {
    {"method", text, ""},
    {"path", text, "request target"},
    {"status", number, "what was answered"},
    {"mac", text, "whose number it was, 12 hex digits; absent for an unknown number"},
    {"from", text, "address:port"},
    {"user_agent", text, ""},
    {"bytes", number, "of the body answered, or taken with PUT"},
};

// handset
constexpr FieldSchema power[] = {{"on", flag, ""}};
constexpr FieldSchema dhcp_state[] = {
    {"from", text, "INIT, SELECTING, REQUESTING, BOUND, …"},
    {"to", text, "the same words"},
    {"why", text, "one sentence"},
};
constexpr FieldSchema leased[] = {
    {"address", text, ""},
    {"server", text, "option 54"},
    {"lease_time", number, "seconds"},
    {"boot_server", text, "what options 66 and its like said"},
    {"renewal", flag, "extended, not new"},
};
constexpr FieldSchema boot_phase[] = {{"phase", text, "bootrom, application, running, …"}};
constexpr FieldSchema boot_decision[] = {{"text", text, "what was decided and why"}};
constexpr FieldSchema name_lookup[] = {
    {"name", text, "what was asked for"},
    {"server", text, "the name server's address"},
    {"outcome", text, "found, no answer, no address, or what the server said: NXDOMAIN, SERVFAIL, …"},
    {"addresses", text, "the answer's, commas between; absent without any"},
    {"attempt", number, "from 1"},
};
constexpr FieldSchema http_done[] = {
    {"phase", text, "bootrom or application"},
    {"method", text, ""},
    {"path", text, "request target"},
    {"server", text, "address:port"},
    {"status", number, "absent when no answer came"},
    {"outcome", text, "complete, cut, refused, …"},
    {"bytes", number, "of the body received, or sent with PUT"},
    {"attempt", number, "from 1"},
};
constexpr FieldSchema pass_ended[] = {
    {"outcome", text, "provisioned or not provisioned"},
    {"why", text, "one sentence"},
};
constexpr FieldSchema provisioned[] = {
    {"user", text, "SIP user: reg.1.auth.userId"},
    {"address", text, "reg.1.address"},
    {"server", text, "reg.1.server.1.address"},
    {"file", text, "the file that named the account"},
};

// gateway
constexpr FieldSchema gateway_ready[] = {{"program", text, "what runs as the gateway"}};
constexpr FieldSchema gateway_log[] = {{"line", text, "as printed"}};
constexpr FieldSchema gateway_answer[] = {{"command", text, ""}, {"answer", text, ""}};
constexpr FieldSchema gateway_ended[] = {{"why", text, "exit status or signal"}};

constexpr std::array table{
    KindSchema{Kind::run_started, "run_started", Source::run, run_started},
    KindSchema{Kind::case_started, "case_started", Source::run, case_started},
    KindSchema{Kind::step_started, "step_started", Source::run, step_started},
    KindSchema{Kind::verdict, "verdict", Source::run, verdict},
    KindSchema{Kind::case_ended, "case_ended", Source::run, case_ended},
    KindSchema{Kind::dhcp_frame, "dhcp_frame", Source::wire, dhcp_frame},
    KindSchema{Kind::http_request_frame, "http_request_frame", Source::wire, http_request_frame},
    KindSchema{Kind::http_response_frame, "http_response_frame", Source::wire, http_response_frame},
    KindSchema{Kind::event_received, "event_received", Source::mock, event_received},
    KindSchema{Kind::account_requested, "account_requested", Source::mock, account_requested},
    KindSchema{Kind::account_fetched, "account_fetched", Source::mock, account_fetched},
    KindSchema{Kind::account_stored, "account_stored", Source::mock, account_stored},
    KindSchema{Kind::directory_made, "directory_made", Source::mock, directory_made},
    KindSchema{Kind::file_answered, "file_answered", Source::mock, file_answered},
    KindSchema{Kind::power, "power", Source::handset, power},
    KindSchema{Kind::dhcp_state, "dhcp_state", Source::handset, dhcp_state},
    KindSchema{Kind::leased, "leased", Source::handset, leased},
    KindSchema{Kind::boot_phase, "boot_phase", Source::handset, boot_phase},
    KindSchema{Kind::boot_decision, "boot_decision", Source::handset, boot_decision},
    KindSchema{Kind::name_lookup, "name_lookup", Source::handset, name_lookup},
    KindSchema{Kind::http_done, "http_done", Source::handset, http_done},
    KindSchema{Kind::pass_ended, "pass_ended", Source::handset, pass_ended},
    KindSchema{Kind::provisioned, "provisioned", Source::handset, provisioned},
    KindSchema{Kind::gateway_ready, "gateway_ready", Source::gateway, gateway_ready},
    KindSchema{Kind::gateway_log, "gateway_log", Source::gateway, gateway_log},
    KindSchema{Kind::gateway_answer, "gateway_answer", Source::gateway, gateway_answer},
    KindSchema{Kind::gateway_ended, "gateway_ended", Source::gateway, gateway_ended},
};

}  // namespace

std::span<const KindSchema> journal_schema() { return table; }

const KindSchema& schema(Kind kind) {
  const auto& row = table[static_cast<std::size_t>(kind)];
  assert(row.kind == kind);  // the table follows the enum
  return row;
}

}  // namespace net
