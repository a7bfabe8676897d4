#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

#include "gateway/events/event_system.hpp"
#include "gateway/http_destination.hpp"
#include "net/http/client.hpp"

namespace gateway {

// Where the delivery of events to Activator stands; the head of the queue is the one being told.
struct Ready {};
struct Posting {
  std::uint32_t attempt;  // from 0
};
struct Pausing {  // between two tries of one event
  std::uint32_t attempt;
  net::TimePoint until;
};
struct HoldingOff {  // all tries have failed
  net::TimePoint until;
};
using DeliveryPhase = std::variant<Ready, Posting, Pausing, HoldingOff>;

struct DeliveryCounters {
  std::uint64_t posts = 0;     // tries
  std::uint64_t accepted = 0;  // answered 2xx
  std::uint64_t rejected = 0;  // answered in a way that more tries cannot change; the event is gone
  std::uint64_t failed = 0;    // tries without an answer, or answered 5xx or 429
  std::uint64_t hold_offs = 0;
  std::uint64_t dropped = 0;     // pushed out of a full queue
  std::uint64_t client_off = 0;  // not taken: the HTTP client is off or knows no server or path
};

struct Delivery {
  std::deque<Event> queue;
  DeliveryPhase phase;
  DeliveryCounters counters;
  bool failing = false;      // since the first hold-off, until an answer comes
  bool overflowing = false;  // since the first drop, until half the queue is empty
};

// What can happen to it.
struct Raised {
  Event event;
};
struct Kept {  // by a store, before the gateway last ended
  Event event;
};
struct Answered {
  net::HttpOutcome outcome;
  int status;             // 0 without an answer
  std::string failure{};  // more about the outcome, for people
};
struct Poked {};  // the deadline has come, or the settings have changed
using DeliveryInput = std::variant<Raised, Kept, Answered, Poked>;

struct DeliveryContext {
  const HttpClientSettings& settings;
  net::TimePoint now;
};

struct DeliveryStep {
  Delivery next;
  bool post = false;             // post the head of the queue now
  std::optional<Event> told;     // accepted just now
  std::vector<Event> given_up;   // rejected, dropped, or not taken, just now
  std::vector<Event> reports{};  // what there is to tell others of Activator
};

// Order is kept: one event at a time, and a failing one holds up those behind it.
[[nodiscard]] DeliveryStep step(Delivery delivery, DeliveryInput input, const DeliveryContext& context);
[[nodiscard]] std::optional<net::TimePoint> wakes_at(const Delivery& delivery);

// Where events go; nothing when the client is off or not wholly configured.
[[nodiscard]] std::optional<HttpDestination> event_destination(const HttpClientSettings& settings);

// POST with the event as a form: id, serial, time, class, subclass, severity, text, name, mac, ip, rand, option66.
[[nodiscard]] net::HttpRequest make_post(const Event& event, std::string target);

}  // namespace gateway
