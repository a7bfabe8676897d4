#include "scenarios/expectation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "scenarios/template_text.hpp"

namespace scenarios {
namespace {

// The first of several fields that does not fit; its rank is how many fitted before it.
class Comparison {
 public:
  void check(bool fits, std::string_view field, std::string answer) {
    if (failed_) return;
    if (fits) {
      ++fitted_;
    } else {
      failed_ = Miss{std::string(field), std::move(answer)};
    }
  }
  [[nodiscard]] const std::optional<Miss>& failed() const { return failed_; }
  [[nodiscard]] int rank() const { return fitted_; }

 private:
  int fitted_ = 0;
  std::optional<Miss> failed_;
};

std::string got(std::string_view what) { return what.empty() ? "got none" : fmt::format("got {}", what); }

// The judges below each know which records they look for and how these fit the step.
class FieldJudge : public Judge {
 public:
  using Judge::Judge;

 protected:
  void decide(std::size_t slot, const Comparison& comparison, net::TimePoint when) {
    if (comparison.failed()) {
      near(slot, comparison.rank(), comparison.failed()->field, comparison.failed()->answer);
    } else {
      match(slot, when);
    }
  }
};

class LeaseJudge : public FieldJudge {
 public:
  LeaseJudge(const ExpectLease& expected, net::TimePoint start, const Evidence& evidence)
      : FieldJudge(expected.window, evidence.book().members(expected.phone), start, evidence),
        expected_(expected) {}

 private:
  void fold(const net::Record& record, std::optional<std::size_t> phone) override {
    if (record.kind != net::Kind::leased) return;
    const auto slot = slot_of(phone);
    if (slot == nobody || !phone) return;
    const auto address = record.text("address");
    const auto* const ack = evidence().latest_ack(*phone);
    if (ack == nullptr || ack->address != address) {
      return disagree(fmt::format("{} says it leased {}, but no DHCP ACK on the LAN gave it that address",
                                  record.actor, address));
    }
    Comparison fit;
    const bool renewal = record.flag("renewal");
    if (expected_.renewal) fit.check(renewal == *expected_.renewal, "renewal", renewal ? "renewed" : "a new lease");
    if (expected_.address) fit.check(net::to_string(*expected_.address) == address, "address", got(address));
    check_boot_server(fit, *ack);
    if (expected_.fresh) fit.check(evidence().is_fresh(*phone), "fresh", "the number is not new");
    decide(slot, fit, record.time);
  }

  void check_boot_server(Comparison& fit, const Ack& ack) const {
    if (expected_.boot_server) {
      const bool none = *expected_.boot_server == "none";
      fit.check(none ? ack.option66.empty() : matches_pattern(ack.option66, *expected_.boot_server), "boot_server",
                got(ack.option66));
    }
    if (!expected_.number) return;
    const auto* const digits = std::get_if<NumberOfDigits>(&*expected_.number);
    const auto wanted = digits != nullptr ? static_cast<std::size_t>(digits->digits) : 0;
    fit.check(ack.number.size() == wanted, "number",
              ack.number.empty() ? "got none" : fmt::format("got {} digits", ack.number.size()));
  }

  const ExpectLease& expected_;
};

class EventJudge : public FieldJudge {
 public:
  EventJudge(const ExpectEvent& expected, net::TimePoint start, const Evidence& evidence)
      : FieldJudge(expected.window,
                   expected.phone ? evidence.book().members(*expected.phone) : std::vector<std::size_t>(), start,
                   evidence),
        expected_(expected) {}

 private:
  void fold(const net::Record& record, std::optional<std::size_t> phone) override {
    // A repeated post of one event is not another event.
    if (record.kind != net::Kind::event_received || record.flag("duplicate")) return;
    const auto slot = slot_of(phone);
    if (slot == nobody) return;
    Comparison fit;
    const auto subclass = record.number("subclass").value_or(-1);
    if (expected_.event_class) {
      fit.check(record.text("class") == *expected_.event_class, "class", got(record.text("class")));
    }
    if (expected_.subclass) fit.check(subclass == *expected_.subclass, "subclass", fmt::format("got {}", subclass));
    if (expected_.severity) {
      fit.check(record.text("severity") == *expected_.severity, "severity", got(record.text("severity")));
    }
    decide(slot, fit, record.time);
  }

  const ExpectEvent& expected_;
};

class GetJudge : public FieldJudge {
 public:
  GetJudge(const ExpectGet& expected, net::TimePoint start, const Evidence& evidence)
      : FieldJudge(expected.window, evidence.book().members(expected.phone), start, evidence),
        expected_(expected) {}

 private:
  // A matching exchange that the wire or the servers have not borne out yet: their records may still be on the way.
  struct Claim {
    std::size_t slot;
    std::size_t phone;
    std::string path;
    std::optional<std::int64_t> status;
    net::TimePoint when;
  };

  void fold(const net::Record& record, std::optional<std::size_t> phone) override {
    const bool other_side = record.kind == net::Kind::http_request_frame || record.kind == net::Kind::file_answered;
    if (other_side && !claims_.empty()) confirm();
    if (record.kind != net::Kind::http_done || record.text("method") != "GET") return;
    const auto slot = slot_of(phone);
    if (slot == nobody || !phone || !is_wanted(record.text("path"), *phone)) return;
    Comparison fit;
    fit.check(true, "phone", "");
    const auto status = record.number("status");
    const auto answer = status ? fmt::format("got {}", *status) : got(record.text("outcome"));
    if (expected_.status) fit.check(status == *expected_.status, "status", answer);
    if (expected_.outcome) {
      fit.check(record.text("outcome") == *expected_.outcome, "outcome", got(record.text("outcome")));
    }
    if (fit.failed()) return decide(slot, fit, record.time);
    claims_.push_back({slot, *phone, std::string(record.text("path")), status, record.time});
    confirm();
  }

  [[nodiscard]] bool is_wanted(std::string_view target, std::size_t phone) const {
    const auto path = target.substr(0, target.find('?'));
    const auto* const ack = evidence().latest_ack(phone);
    const auto mac = net::config_stem(evidence().book()[phone].mac);
    const std::string number = ack != nullptr ? ack->number : std::string();
    if (expected_.file) return path.substr(path.rfind('/') + 1) == filled_in(*expected_.file, {{"mac", mac}});
    return !expected_.path || path == filled_in(*expected_.path, {{"mac", mac}, {"number", number}});
  }

  void confirm() {
    std::erase_if(claims_, [&](const Claim& claim) {
      if (!evidence().contradiction(claim.phone, claim.path, claim.status).empty()) return false;
      match(claim.slot, claim.when);
      return true;
    });
  }

  void settle() override {
    confirm();
    for (const auto& claim : claims_) disagree(evidence().contradiction(claim.phone, claim.path, claim.status));
  }

  const ExpectGet& expected_;
  std::vector<Claim> claims_;
};

class ProvisionedJudge : public FieldJudge {
 public:
  ProvisionedJudge(const ExpectProvisioned& expected, net::TimePoint start, const Evidence& evidence)
      : FieldJudge(expected.window, evidence.book().members(expected.phone), start, evidence),
        expected_(expected) {}

 private:
  void fold(const net::Record& record, std::optional<std::size_t> phone) override {
    const bool ended = record.kind == net::Kind::pass_ended;
    if (record.kind != net::Kind::provisioned && !ended) return;
    const auto slot = slot_of(phone);
    if (slot == nobody) return;
    if (ended) {
      if (record.text("outcome") != "provisioned") near(slot, 0, "phone", std::string(record.text("why")));
      return;
    }
    Comparison fit;
    fit.check(true, "phone", "");
    if (expected_.user) fit.check(record.text("user") == *expected_.user, "user", got(record.text("user")));
    decide(slot, fit, record.time);
  }

  const ExpectProvisioned& expected_;
};

class DirectoryJudge : public FieldJudge {
 public:
  DirectoryJudge(const ExpectDirectory& expected, net::TimePoint start, const Evidence& evidence)
      : FieldJudge(expected.window, evidence.book().members(expected.phone), start, evidence) {}

 private:
  void fold(const net::Record& record, std::optional<std::size_t> phone) override {
    const bool refused = record.kind == net::Kind::account_fetched && record.number("status").value_or(0) != 200;
    if (record.kind != net::Kind::directory_made && !refused) return;
    const auto slot = slot_of(phone);
    if (slot == nobody) return;
    if (refused) {
      const auto status = record.number("status");
      return near(slot, 0, "phone",
                  status ? fmt::format("Teleware answered {}", *status) : "Teleware did not answer");
    }
    match(slot, record.time);
  }
};

struct Maker {
  net::TimePoint start;
  const Evidence& evidence;

  using Made = std::unique_ptr<Judge>;
  Made operator()(const PowerOn&) const { return nullptr; }
  Made operator()(const PowerOff&) const { return nullptr; }
  Made operator()(const Wait&) const { return nullptr; }
  Made operator()(const ExpectLease& e) const { return std::make_unique<LeaseJudge>(e, start, evidence); }
  Made operator()(const ExpectEvent& e) const { return std::make_unique<EventJudge>(e, start, evidence); }
  Made operator()(const ExpectGet& e) const { return std::make_unique<GetJudge>(e, start, evidence); }
  Made operator()(const ExpectProvisioned& e) const {
    return std::make_unique<ProvisionedJudge>(e, start, evidence);
  }
  Made operator()(const ExpectLog& e) const { return make_log_judge(e, start, evidence); }
  Made operator()(const ExpectDirectory& e) const { return std::make_unique<DirectoryJudge>(e, start, evidence); }
};

}  // namespace

std::unique_ptr<Judge> make_judge(const Step& step, net::TimePoint start, const Evidence& evidence) {
  return std::visit(Maker{start, evidence}, step.what);
}

}  // namespace scenarios
