#include "gateway/web/login.hpp"

#include <algorithm>

#include "gateway/web/exchange.hpp"
#include "gateway/web/frame.hpp"
#include "net/http/url.hpp"

namespace gateway::web {

namespace {

constexpr std::string_view session_cookie = "smg_session";
// Before the login there is no session: the form's token must be the one in this cookie, which other sites cannot
// read. Nothing is kept here for people who only look at the page.
constexpr std::string_view form_cookie = "smg_login";

net::Ipv4Address address_of(const net::HttpRequest& request) {
  return request.peer ? request.peer->address : net::Ipv4Address::any();
}

// A token that we can have made; anything else is replaced by a new one.
bool is_token(std::string_view text) {
  return text.size() >= 32 && text.size() <= 128 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Html input(const std::string& name, std::string_view label, const std::string& type, const std::string& fill) {
  return tag("div", {{"class", "field"}},
             tag("label", {{"for", name}}, text(label)) + lone_tag("input", {{"id", name},
                                                                             {"name", name},
                                                                             {"type", type},
                                                                             {"autocomplete", fill},
                                                                             {"autocapitalize", "none"},
                                                                             {"spellcheck", "false"},
                                                                             {"required", ""}}));
}

Html how_to_set_a_password() {
  return tag("p", "No password is set, so nobody can log in. Set one on the gateway's control socket:") +
         tag("pre", tag("code", "Set Web Server Password <your password>"));
}

}  // namespace

net::HttpResponse Login::ask(const net::HttpRequest& request) const { return form(request, 200, ""); }

net::HttpResponse Login::form(const net::HttpRequest& request, int status, const std::string& complaint) const {
  Frame frame{.title = "Log in", .serial = uses_.settings.serial};
  if (!complaint.empty()) frame.messages.push_back({Frame::Tone::error, complaint});
  if (!uses_.settings.web.password.is_set()) return page(status, framed(frame, how_to_set_a_password()));
  const auto held = cookie(request, form_cookie);
  const auto token = held && is_token(*held) ? std::string(*held) : uses_.random_token();
  const auto fields =
      csrf_field(token) + input("user", "User", "text", "username") +
      input("password", "Password", "password", "current-password") +
      tag("div", {{"class", "buttons"}}, tag("button", {{"type", "submit"}, {"class", "main"}}, text("Log in")));
  auto response = page(
      status,
      framed(frame, tag("form", {{"method", "post"}, {"action", "/login"}, {"class", "entry narrow"}}, fields)));
  response.fields.emplace_back("Set-Cookie", set_cookie(form_cookie, token));
  return response;
}

net::HttpResponse Login::enter(const net::HttpRequest& request) {
  const auto token = cookie(request, form_cookie);
  const auto given = net::form_value(request.body, "csrf").value_or("");
  if (!from_our_pages(request) || !token || !is_token(*token) || !same_secret(given, *token))
    return form(request, 403, "That form was not from this page. Please try again.");
  const auto& web = uses_.settings.web;
  if (!web.password.is_set()) return form(request, 403, "");
  const auto from = address_of(request);
  if (const auto wait = lockout_.wait(from, uses_.loop.now())) return locked(request, *wait);
  // The password is looked at even if the user is wrong: the time it takes says nothing.
  const bool right = web.password.verify(net::form_value(request.body, "password").value_or(""));
  if (!same_secret(net::form_value(request.body, "user").value_or(""), web.user) || !right)
    return wrong(request, from);
  lockout_.succeeded(from);
  if (const auto old = cookie(request, session_cookie)) sessions_.end(*old);
  auto response = redirect("/");
  response.fields.emplace_back("Set-Cookie", set_cookie(session_cookie, sessions_.begin(uses_.loop.now())));
  response.fields.emplace_back("Set-Cookie", forget_cookie(form_cookie));
  return response;
}

net::HttpResponse Login::wrong(const net::HttpRequest& request, net::Ipv4Address from) {
  const auto& web = uses_.settings.web;
  const auto now = uses_.loop.now();
  const bool locked_out = lockout_.failed(from, now, {web.lockout_tries, web.lockout_time});
  if (uses_.raise) uses_.raise({from, locked_out});
  if (const auto wait = lockout_.wait(from, now)) return locked(request, *wait);
  return form(request, 403, "User or password is wrong.");
}

net::HttpResponse Login::locked(const net::HttpRequest& request, std::chrono::seconds wait) const {
  const auto seconds = std::to_string(wait.count());
  auto response = form(request, 429, "Too many wrong passwords. Try again in " + seconds + " seconds.");
  response.fields.emplace_back("Retry-After", seconds);
  return response;
}

net::HttpResponse Login::leave(const net::HttpRequest& request) {
  if (const auto token = cookie(request, session_cookie)) sessions_.end(*token);
  auto response = redirect("/login");
  response.fields.emplace_back("Set-Cookie", forget_cookie(session_cookie));
  return response;
}

Session* Login::visitor(const net::HttpRequest& request) {
  const auto token = cookie(request, session_cookie);
  if (!token) return nullptr;
  return sessions_.find(*token, uses_.loop.now(), uses_.settings.web.session_time);
}

}  // namespace gateway::web
