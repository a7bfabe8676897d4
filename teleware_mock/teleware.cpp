#include "teleware_mock/teleware.hpp"

#include <algorithm>
#include <utility>

#include "net/http/url.hpp"

namespace teleware {
namespace {

constexpr std::string_view account_path = "/accounts/";

net::HttpResponse json(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

net::HttpResponse refuse(int status, const Mistakes& mistakes) { return json(status, to_json(mistakes)); }

net::HttpResponse no_account() { return refuse(404, {{"mac", "has no account"}}); }

// A random number as the gateway draws them: decimal. 64 digits are more than any gateway's setting.
bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Mistakes check_form(const std::optional<net::MacAddress>& mac, std::string_view rand, std::string_view serial) {
  Mistakes mistakes;
  if (!mac) mistakes.push_back({"mac", "must be a MAC address of 12 hex digits"});
  if (!is_number(rand)) mistakes.push_back({"rand", "must be a decimal number of at most 64 digits"});
  if (serial.size() > 128) mistakes.push_back({"serial", "is longer than 128 octets"});
  return mistakes;
}

template <typename Answer>
net::HttpHandler now(Answer answer) {
  return [answer](const net::HttpRequest& request, const net::HttpRespond& respond) { respond(answer(request)); };
}

// For paths /accounts/<mac>: what `answer(mac, request)` says, or the reason why that is no MAC.
template <typename Answer>
net::HttpHandler of_account(Answer answer) {
  return [answer](const net::HttpRequest& request, const net::HttpRespond& respond) {
    const auto path = net::url_path(request.target);
    const auto mac =
        net::MacAddress::parse(std::string_view(path).substr(std::min(path.size(), account_path.size())));
    respond(mac ? answer(*mac, request)
                : refuse(400, {{"mac", "in the path is not a MAC address of 12 hex digits"}}));
  };
}

}  // namespace

bool Teleware::store(const Entry& entry) {
  const bool added = accounts_.store(entry.mac, entry.account);
  notes_.note(net::Kind::account_stored, "teleware",
              {{"mac", config_stem(entry.mac)},
               {"reseller", entry.account.reseller},
               {"extension", entry.account.extension}});
  return added;
}

std::vector<net::HttpRoute> Teleware::routes() {
  const std::string one(account_path);
  return {
      {"POST", "/twautoprovisioning", now([this](const auto& request) { return provision(request); })},
      {"GET", "/accounts", now([this](const auto&) { return list(); })},
      {"POST", "/accounts", now([this](const auto& request) { return create(request); })},
      {"GET", one, of_account([this](auto mac, const auto&) { return read(mac); })},
      {"PUT", one, of_account([this](auto mac, const auto& request) { return replace(mac, request); })},
      {"DELETE", one, of_account([this](auto mac, const auto&) { return erase(mac); })},
  };
}

net::HttpResponse Teleware::provision(const net::HttpRequest& request) {
  const auto value = [&](std::string_view name) { return net::form_value(request.body, name).value_or(""); };
  const auto mac_text = value("mac");
  const auto rand = value("rand");
  const auto serial = value("serial");
  const auto mac = net::MacAddress::parse(mac_text);
  const auto mistakes = check_form(mac, rand, serial);

  auto response = [&] {
    if (!mistakes.empty()) return refuse(400, mistakes);
    const auto* account = accounts_.find(*mac);
    return account != nullptr ? json(200, provisioning_answer(*account)) : no_account();
  }();
  notes_.note(net::Kind::account_requested, "teleware",
              {{"mac", mac ? config_stem(*mac) : mac_text},
               {"rand", rand},
               {"serial", serial},
               {"status", response.status}});
  return response;
}

net::HttpResponse Teleware::list() { return json(200, to_json(accounts_)); }

net::HttpResponse Teleware::create(const net::HttpRequest& request) {
  const auto parsed = parse_account(request.body);
  if (const auto* mistakes = std::get_if<Mistakes>(&parsed)) return refuse(400, *mistakes);
  const auto& entry = std::get<Entry>(parsed);
  if (accounts_.find(entry.mac) != nullptr) return refuse(409, {{"mac", "has an account already"}});
  store(entry);
  auto response = json(201, to_json(entry.mac, entry.account));
  response.fields.emplace_back("Location", std::string(account_path) + config_stem(entry.mac));
  return response;
}

net::HttpResponse Teleware::read(net::MacAddress mac) {
  const auto* account = accounts_.find(mac);
  return account != nullptr ? json(200, to_json(mac, *account)) : no_account();
}

net::HttpResponse Teleware::replace(net::MacAddress mac, const net::HttpRequest& request) {
  const auto parsed = parse_account(request.body, mac);
  if (const auto* mistakes = std::get_if<Mistakes>(&parsed)) return refuse(400, *mistakes);
  const auto& entry = std::get<Entry>(parsed);
  return json(store(entry) ? 201 : 200, to_json(mac, entry.account));
}

net::HttpResponse Teleware::erase(net::MacAddress mac) {
  if (!accounts_.erase(mac)) return no_account();
  return {204, {}, ""};
}

}  // namespace teleware
