#include "activator_mock/provisioner.hpp"

#include <algorithm>
#include <utility>

namespace activator {

Provisioner::Provisioner(ProvisionerSettings settings, net::Loop& loop, net::HttpClient& client,
                         ProvisioningStore& store, Numbers& numbers, net::Notes& notes)
    : settings_(std::move(settings)),
      loop_(loop),
      client_(client),
      store_(store),
      numbers_(numbers),
      notes_(notes) {}

void Provisioner::accept(const Event& event) {
  numbers_.announce(event.rand, *event.mac, loop_.now());
  jobs_.emplace(++last_, Job{{*event.mac, event.rand, event.serial}});
  queue_.push_back(last_);
  ask_next();
}

void Provisioner::ask_next() {
  while (asked_ < settings_.asked_at_once && !queue_.empty()) {
    const auto id = queue_.front();
    queue_.pop_front();
    if (replaced(jobs_.at(id).question)) {
      jobs_.erase(id);
    } else {
      ask(id);
    }
  }
}

void Provisioner::ask(Id id) {
  auto& job = jobs_.at(id);
  ++job.attempt;
  ++asked_;
  client_.request(account_request(settings_.teleware_path, job.question), settings_.teleware, settings_.limits,
                  [this, id](const net::HttpResult& result) { answered(id, result); });
}

void Provisioner::answered(Id id, const net::HttpResult& result) {
  --asked_;
  const auto status = result.response ? std::optional(result.response->status) : std::nullopt;
  notes_.note(net::Kind::account_fetched, "activator",
              {{"mac", config_stem(jobs_.at(id).question.mac)},
               {"status", status},
               {"outcome", to_string(result.outcome)}});
  std::visit([&](const auto& answer) { act(id, answer); }, read_account_answer(result));
  ask_next();
}

void Provisioner::act(Id id, const Account& account) {
  const auto [mac, rand, serial] = std::move(jobs_.extract(id).mapped().question);
  if (numbers_.standing(rand, loop_.now()) == Numbers::Standing::unknown) return;  // a newer number has its own job
  const auto made = store_.make(mac, account);
  if (!numbers_.open(rand, mac, loop_.now())) return;
  notes_.note(net::Kind::directory_made, "activator",
              {{"mac", config_stem(mac)}, {"path", made.path}, {"files", made.files}, {"number", rand}});
}

void Provisioner::act(Id id, const TryAgain&) {
  auto& job = jobs_.at(id);
  if (job.attempt >= settings_.attempts) {
    give_up(id);
    return;
  }
  const auto wait = settings_.first_wait * (std::int64_t{1} << std::min(job.attempt - 1, 16));
  job.wait = loop_.after(wait, [this, id] {
    queue_.push_back(id);
    ask_next();
  });
}

void Provisioner::give_up(Id id) {
  const auto job = std::move(jobs_.extract(id).mapped());
  numbers_.withdraw(job.question.rand, job.question.mac);
}

bool Provisioner::replaced(const AccountQuestion& question) const {
  return numbers_.standing(question.rand, loop_.now()) == Numbers::Standing::unknown;
}

}  // namespace activator
