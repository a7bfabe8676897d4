#include "gateway/cli/downloader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace gateway {

namespace {

bool may_help_to_repeat(net::HttpOutcome outcome) {
  return outcome != net::HttpOutcome::complete && outcome != net::HttpOutcome::malformed &&
         outcome != net::HttpOutcome::too_large;
}

}  // namespace

Downloader::Downloader(const Settings& settings, Uses uses) : settings_(settings), uses_(std::move(uses)) {}

void Downloader::fetch(std::string_view name, Answer answer) {
  auto request = download_request(settings_, name);
  if (const auto* refusal = std::get_if<Refusal>(&request)) return answer(to_string(*refusal));
  jobs_.emplace(++last_, Job{std::get<DownloadRequest>(std::move(request)), std::move(answer)});
  attempt(last_);
}

void Downloader::attempt(std::uint64_t number) {
  auto& job = jobs_.at(number);
  ++job.tries;
  const auto& to = job.request.destination;
  net::HttpRequest request{.method = "GET", .target = to.target, .fields = {{"User-Agent", "SMG"}}};
  uses_.http.request(std::move(request), to.server, to.limits,
                     [this, number, still = std::weak_ptr(alive_)](const net::HttpResult& result) {
                       if (!still.expired()) end(number, result);
                     });
}

void Downloader::end(std::uint64_t number, const net::HttpResult& result) {
  auto& waiting = jobs_.at(number);
  if (may_help_to_repeat(result.outcome) && waiting.tries <= settings_.http.connection_retries) {
    waiting.pause = uses_.loop.after(settings_.http.retry_delay, [this, number] { attempt(number); });
    return;
  }
  const auto job = std::move(jobs_.extract(number).mapped());
  const auto url = to_url(job.request);
  if (result.outcome != net::HttpOutcome::complete || !result.response) {
    const auto tries = job.tries == 1 ? "one try" : fmt::format("{} tries", job.tries);
    auto outcome = to_string(result.outcome);
    std::ranges::replace(outcome, '_', ' ');
    const auto more = result.failure.empty() ? "" : " (" + result.failure + ")";
    return refuse(job, fmt::format("{}: {}{} after {}", url, outcome, more, tries));
  }
  const auto& response = *result.response;
  if (response.status < 200 || response.status > 299)
    return refuse(job, fmt::format("{}: {} {}", url, response.status, net::reason_phrase(response.status)));
  const auto got = fmt::format("ok: {}, {} octets of {}, ", response.status, response.body.size(), url);
  if (!uses_.keep) return job.answer(got + "not kept");
  try {
    job.answer(got + "kept as " + uses_.keep(job.request.file_name, net::as_bytes(response.body)));
  } catch (const std::system_error& refusal) {
    refuse(job, refusal.what());
  }
}

void Downloader::refuse(const Job& job, const std::string& why) {
  uses_.failed(why);
  job.answer("error: " + why);
}

}  // namespace gateway
