#include "phones/boot_pass.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "phones/boot_files.hpp"

namespace phones {
namespace {

// Log components and levels: "cfg" for files read, level 4 a warning, 3 an event.
constexpr int event = 3, warning = 4;

const std::vector<BootFile>& order_of(const Pass& pass, const Model& model) {
  return pass.phase == Phase::bootrom ? model.bootrom_files : model.application_files;
}

void say(Pass& pass, const BootContext& context, int level, std::string_view text) {
  pass.log +=
      log_line(context.now - context.powered_at, pass.phase == Phase::bootrom ? "boot" : "cfg", level, text);
}

void decide(Pass& pass, const BootContext& context, std::vector<BootNote>& notes, std::string text) {
  say(pass, context, event, text);
  notes.emplace_back(Decided{std::move(text)});
}

void next_file(Pass& pass) {
  ++pass.entry;
  pass.name = 0;
  pass.attempt = 1;
}

// What the pass stands at.
struct Place {
  BootFile item;
  FileNames names;
  [[nodiscard]] const std::string& name(const Pass& pass) const { return names[pass.name]; }
};

// Moves over items without files, to the next file; nullopt past the last item of the phase.
std::optional<Place> find_place(Pass& pass, const BootContext& context) {
  const auto& order = order_of(pass, context.model);
  for (; pass.item < order.size(); ++pass.item, pass.entry = 0) {
    auto files = files_of(order[pass.item], context.model, context.mac, pass.server, pass.master);
    if (pass.entry < files.size()) return Place{order[pass.item], std::move(files[pass.entry])};
  }
  return std::nullopt;
}

// Header order as libcurl of those years sent it: User-Agent, Host, Accept, and with PUT Content-Length and Expect.
Fetch fetch_of(const Pass& pass, const Place& place, const BootContext& context) {
  const auto& http = context.model.http;
  Fetch fetch{{}, pass.server.endpoint, {}, pass.phase, pass.attempt};
  fetch.request.target = target_of(pass.server, place.name(pass));
  fetch.request.fields = {
      {"User-Agent", user_agent(context.model, pass.phase)}, {"Host", pass.server.host}, {"Accept", "*/*"}};
  fetch.request.method = "GET";
  if (is_upload(place.item)) {
    fetch.request.method = "PUT";
    fetch.request.body = pass.log;
    fetch.request.fields.emplace_back("Content-Length", std::to_string(pass.log.size()));
    fetch.request.fields.emplace_back("Expect", "100-continue");
  }
  fetch.limits.connect = http.connect;
  fetch.limits.inactivity = http.inactivity;
  fetch.limits.body = http.largest_file;
  fetch.limits.expect_continue = http.expect_continue;
  if (is_image(place.item)) fetch.limits.cut_after = http.cut_after;
  return fetch;
}

BootTransition give_up(const BootContext& context, std::vector<BootNote> notes, std::string why) {
  notes.emplace_back(PassEnded{false, "not provisioned: " + std::move(why)});
  notes.emplace_back(PhaseEntered{"waiting"});
  return {Waiting{context.now + context.model.retry_boot}, std::nullopt, std::move(notes)};
}

// The last file of a phase is done: the application takes over from the bootROM, the telephone from the boot.
BootTransition end_phase(Pass pass, const BootContext& context, std::vector<BootNote> notes) {
  if (pass.phase == Phase::bootrom) {
    notes.emplace_back(PhaseEntered{"application"});
    if (!context.model.dhcp.application_keeps_lease) {
      return {AwaitingLease{Phase::application}, std::nullopt, std::move(notes), Restart::dhcp};
    }
    return fetch_next(Pass(std::move(pass.server), Phase::application), context, std::move(notes));
  }
  auto account = account_of(pass.parameters);
  if (auto* missing = std::get_if<std::string>(&account)) {
    if (!pass.misses.empty()) *missing += fmt::format("; {}", fmt::join(pass.misses, ", "));
    return give_up(context, std::move(notes), "no SIP account: " + *missing);
  }
  auto& found = std::get<SipAccount>(account);
  notes.emplace_back(PassEnded{true, fmt::format("SIP account of {} read from {}", found.user, found.from_file)});
  notes.emplace_back(PhaseEntered{"running"});
  return {Running{std::move(found)}, std::nullopt, std::move(notes)};
}

std::string outcome_of(const Fetched& answer) {
  return answer.status != 0 ? fmt::format("answered {}", answer.status)
                            : fmt::format("failed: {}", net::to_string(answer.outcome));
}

// A file that was not had, under any of its names. Only the master file is needed to go on.
BootTransition without(Pass pass, const Place& place, std::string clause, const BootContext& context,
                       std::vector<BootNote> notes) {
  if (place.item == BootFile::master) return give_up(context, std::move(notes), "no configuration: " + clause);
  if (is_image(place.item)) clause += ": keeping the one in flash";
  if (place.item == BootFile::config_files) {
    pass.misses.push_back(clause);
    notes.emplace_back(Decided{clause});
  }
  say(pass, context, warning, clause);
  next_file(pass);
  return fetch_next(std::move(pass), context, std::move(notes));
}

BootTransition missing(Pass pass, const Place& place, const Fetched& answer, const BootContext& context) {
  std::vector<BootNote> notes;
  if (pass.name + 1 < place.names.size()) {
    decide(pass, context, notes,
           fmt::format("{} {}: trying {}", place.name(pass), outcome_of(answer), place.names[pass.name + 1]));
    ++pass.name;
    pass.attempt = 1;
    return fetch_next(std::move(pass), context, std::move(notes));
  }
  auto clause = fmt::format("{} {}", fmt::join(place.names, " and "), outcome_of(answer));
  return without(std::move(pass), place, std::move(clause), context, std::move(notes));
}

// The addresses of the boot server's name take turns where one does not answer.
void try_another_address(Pass& pass, const BootContext& context, std::vector<BootNote>& notes) {
  auto& server = pass.server;
  if (server.others.empty()) return;
  server.others.push_back(std::exchange(server.endpoint.address, server.others.front()));
  server.others.erase(server.others.begin());
  decide(pass, context, notes, fmt::format("asking {} at {}", server.name, to_string(server.endpoint.address)));
}

BootTransition failed(Pass pass, const Place& place, const Fetched& answer, const BootContext& context) {
  const auto& http = context.model.http;
  const auto tries = std::max(http.tries, static_cast<int>(pass.server.others.size()) + 1);
  std::vector<BootNote> notes;
  if (pass.attempt >= tries) {
    auto clause = fmt::format("{} {} {} times", place.name(pass), outcome_of(answer), pass.attempt);
    return without(std::move(pass), place, std::move(clause), context, std::move(notes));
  }
  decide(pass, context, notes,
         fmt::format("{} {}: try {} of {} in {}", place.name(pass), outcome_of(answer), pass.attempt + 1, tries,
                     net::to_string(http.retry_wait)));
  ++pass.attempt;
  if (answer.status == 0) try_another_address(pass, context, notes);
  return {Pausing{std::move(pass), context.now + http.retry_wait}, std::nullopt, std::move(notes)};
}

BootTransition use_master(Pass pass, const Place& place, const Fetched& answer, const BootContext& context) {
  std::vector<BootNote> notes;
  auto master = read_master(place.name(pass), answer.body, context.mac);
  if (const auto* fault = std::get_if<ConfigFault>(&master)) {
    return give_up(context, std::move(notes), "no configuration: " + to_string(*fault));
  }
  pass.master = std::get<MasterFile>(std::move(master));
  decide(pass, context, notes,
         fmt::format("{} names application '{}' and files {}", place.name(pass), pass.master.app_file_path,
                     fmt::join(pass.master.config_files, ", ")));
  next_file(pass);
  return fetch_next(std::move(pass), context, std::move(notes));
}

BootTransition use_config(Pass pass, const Place& place, const Fetched& answer, const BootContext& context) {
  auto read = read_config(pass.parameters, place.name(pass), answer.body);
  if (const auto* fault = std::get_if<ConfigFault>(&read)) {
    return without(std::move(pass), place, to_string(*fault), context, {});
  }
  pass.parameters = std::get<Parameters>(std::move(read));
  say(pass, context, event, fmt::format("{} read, {} octets", place.name(pass), answer.body.size()));
  next_file(pass);
  return fetch_next(std::move(pass), context, {});
}

BootTransition had(Pass pass, const Place& place, const Fetched& answer, const BootContext& context) {
  if (place.item == BootFile::master) return use_master(std::move(pass), place, answer, context);
  if (place.item == BootFile::config_files) return use_config(std::move(pass), place, answer, context);
  std::vector<BootNote> notes;
  if (is_image(place.item)) {
    decide(pass, context, notes,
           fmt::format("{} is current: {} octets of it read", place.name(pass), answer.body.size()));
  } else {
    say(pass, context, event, fmt::format("{} {}", place.name(pass), is_upload(place.item) ? "uploaded" : "read"));
  }
  next_file(pass);
  return fetch_next(std::move(pass), context, std::move(notes));
}

}  // namespace

BootTransition fetch_next(Pass pass, const BootContext& context, std::vector<BootNote> notes) {
  for (;;) {
    const auto place = find_place(pass, context);
    if (!place) return end_phase(std::move(pass), context, std::move(notes));
    if (is_usable_name(place->name(pass))) {
      auto fetch = fetch_of(pass, *place, context);
      return {Fetching{std::move(pass)}, std::move(fetch), std::move(notes)};
    }
    auto clause = fmt::format("'{}' is no name of a file on the boot server", place->name(pass));
    if (place->item == BootFile::config_files) pass.misses.push_back(clause);
    decide(pass, context, notes, std::move(clause));
    next_file(pass);
  }
}

BootTransition fetched(Pass pass, const Fetched& answer, const BootContext& context) {
  const auto place = find_place(pass, context);
  assert(place);
  const bool answered = answer.status != 0 &&
                        (answer.outcome == net::HttpOutcome::complete || answer.outcome == net::HttpOutcome::cut);
  if (!answered || answer.status >= 500) return failed(std::move(pass), *place, answer, context);
  if (answer.status / 100 == 2) return had(std::move(pass), *place, answer, context);
  return missing(std::move(pass), *place, answer, context);
}

}  // namespace phones
