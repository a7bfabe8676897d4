#include "gateway/web/web_server.hpp"

#include <algorithm>

#include "gateway/web/exchange.hpp"
#include "gateway/web/settings_view.hpp"
#include "net/http/url.hpp"

namespace gateway::web {

namespace {

using net::HttpRequest;
using net::HttpResponse;

std::string name_of(const Place& place) {
  const auto& node = place.node();
  if (!place.index) return node.name;
  return std::string(node.page->list->title) + " " + std::to_string(*place.index);
}

bool is_list(const Place& place) {
  const auto* page = place.node().page;
  return page != nullptr && page->list != nullptr && !place.index;
}

// The fields of the page as they stand, and over them what was typed.
std::vector<Field> fields_after(const Settings& settings, const Place& place, const Form& typed) {
  auto fields = fields_of(settings, *place.node().page, place.index.value_or(0), typed.view);
  for (auto& field : fields) {
    const auto found = std::ranges::find(typed.fields, field.row, &Field::row);
    if (found == typed.fields.end()) continue;
    field.refusal = found->refusal;
    if (!is_secret(*field.row)) field.value = found->value;
  }
  return fields;
}

std::string sentence(const Refusal& refusal) {
  return refusal.message + (refusal.help.empty() ? "" : " (" + refusal.help + ")");
}

}  // namespace

WebServer::WebServer(Uses uses)
    : uses_(std::move(uses)),
      login_({.settings = uses_.configuration.settings(),
              .loop = uses_.loop,
              .random_token = uses_.random_token,
              .raise = uses_.raise}) {
  // Who knew only the old password must not stay in.
  uses_.configuration.on_change([this](const Settings& before) {
    if (before.web.user != settings().web.user || before.web.password != settings().web.password)
      login_.everybody_out();
  });
}

std::vector<net::HttpRoute> WebServer::routes() {
  const auto open = [](auto answer) {
    return [answer](const HttpRequest& request, const net::HttpRespond& respond) { respond(answer(request)); };
  };
  return {
      {"GET", "/style.css", open([](const auto&) { return style_sheet(); })},
      {"GET", "/login", open([this](const auto& request) { return login_.ask(request); })},
      {"POST", "/login", open([this](const auto& request) {
         if (request.body.size() > most_body) return refuse(413, "Too large", "That form is too large.", nullptr);
         return login_.enter(request);
       })},
      post("/logout", &WebServer::leave),
      get("/advanced", &WebServer::advanced),
      get("/expert", &WebServer::expert),
      get("/system", &WebServer::show_place),
      get("/system/", &WebServer::show_place),
      post("/system", &WebServer::change_place),
      post("/system/", &WebServer::change_place),
      get("/leases", &WebServer::leases),
      get("/events", &WebServer::event_log),
      get("/counters", &WebServer::counters),
      post("/save", &WebServer::save),
      get("/", &WebServer::home),
  };
}

net::HttpRoute WebServer::get(std::string prefix, Answer answer) {
  return {"GET", std::move(prefix), [this, answer](const HttpRequest& request, const net::HttpRespond& respond) {
            auto* session = login_.visitor(request);
            respond(session != nullptr ? (this->*answer)(request, *session) : redirect("/login"));
          }};
}

net::HttpRoute WebServer::post(std::string prefix, Answer answer) {
  const auto judged = [this, answer](const HttpRequest& request) {
    auto* session = login_.visitor(request);
    if (session == nullptr)
      return refuse(403, "Not logged in", "You are not logged in, or were silent for too long.", nullptr);
    if (request.body.size() > most_body) return refuse(413, "Too large", "That form is too large.", session);
    const auto token = net::form_value(request.body, "csrf").value_or("");
    if (!from_our_pages(request) || !same_secret(token, session->csrf))
      return refuse(403, "Refused", "That form was not from these pages. Nothing was changed.", session);
    return (this->*answer)(request, *session);
  };
  return {"POST", std::move(prefix),
          [judged](const HttpRequest& request, const net::HttpRespond& respond) { respond(judged(request)); }};
}

Frame WebServer::frame(std::string title, Session& session) {
  Frame frame{.title = std::move(title),
              .serial = settings().serial,
              .csrf = session.csrf,
              .unsaved = uses_.unsaved && uses_.unsaved()};
  if (!session.notice.empty()) frame.messages.push_back({Frame::Tone::notice, std::exchange(session.notice, {})});
  if (const auto conflict = find_conflict(settings()))
    frame.messages.push_back({Frame::Tone::warning, conflict->message + " (" + conflict->help + ")"});
  frame.trail = {{"home", "/"}};
  return frame;
}

Frame WebServer::frame_of(const Place& place, Session& session) {
  auto result = frame(name_of(place), session);
  result.trail.push_back({"Advanced", "/advanced"});
  result.trail.push_back({"Expert View", "/expert"});
  for (const auto* node : place.trail) result.trail.push_back({node->name, node->path});
  if (place.index) result.trail.push_back({std::to_string(*place.index), row_path(place.node(), *place.index)});
  return result;
}

HttpResponse WebServer::home(const HttpRequest& request, Session& session) {
  if (net::url_path(request.target) != "/") return refuse(404, "Not found", "There is no such page.", &session);
  auto ways = tag("li", link("/advanced", "Advanced") + tag("p", "Every setting, and what the gateway notes."));
  return page(200,
              framed(frame("Home", session), facts_view(uses_.status()) + tag("ul", {{"class", "menu"}}, ways)));
}

HttpResponse WebServer::advanced(const HttpRequest& /*request*/, Session& session) {
  auto shown = frame("Advanced", session);
  shown.trail.push_back({"Advanced", "/advanced"});
  const auto way = [](const std::string& to, std::string_view name, std::string_view what) {
    return tag("li", link(to, name) + tag("p", what));
  };
  return page(200, framed(shown, tag("ul", {{"class", "menu"}},
                                     way("/expert", "Expert View", "Every setting there is.") +
                                         way("/leases", "Leases", "Who has which address.") +
                                         way("/events", "Event log", "What happened.") +
                                         way("/counters", "Counters", "How often."))));
}

HttpResponse WebServer::expert(const HttpRequest& /*request*/, Session& session) {
  auto shown = frame("Expert View", session);
  shown.trail.push_back({"Advanced", "/advanced"});
  shown.trail.push_back({"Expert View", "/expert"});
  return page(200, framed(shown, menu_view(MenuNode{.name = {}, .path = {}, .children = {menu()}})));
}

HttpResponse WebServer::show_place(const HttpRequest& request, Session& session) {
  const auto place = find_place(net::url_path(request.target));
  if (!place) return refuse(404, "Not found", "There is no such page.", &session);
  const auto& node = place->node();
  if (place->deletion) {
    if (!node.page->list->configured(settings(), *place->index)) return redirect(node.path);
    auto shown = frame_of(*place, session);
    shown.title = "Delete " + shown.title + "?";
    return page(200, framed(shown, deletion_view(settings(), *place, session.csrf)));
  }
  if (is_list(*place))
    return page(200, framed(frame_of(*place, session), menu_view(node) + list_view(settings(), node)));
  if (node.page != nullptr) return entry(*place, Form{}, 200, session, "");
  return page(200, framed(frame_of(*place, session), menu_view(node)));
}

HttpResponse WebServer::entry(const Place& place, const Form& typed, int status, Session& session,
                              const std::string& problem) {
  auto shown = frame_of(place, session);
  if (!problem.empty()) shown.messages.push_back({Frame::Tone::error, problem});
  const auto ways = place.index ? Html() : menu_view(place.node());
  return page(status, framed(shown, ways + entry_view(place, fields_after(settings(), place, typed), typed.view,
                                                      session.csrf)));
}

HttpResponse WebServer::change_place(const HttpRequest& request, Session& session) {
  const auto place = find_place(net::url_path(request.target));
  if (!place || place->node().page == nullptr || is_list(*place))
    return refuse(404, "Not found", "There is no form at this place.", &session);
  if (place->deletion) return remove(*place, request, session);
  auto form = read_form(*place->node().page, request.body);
  if (!form) return refuse(400, "Bad request", "That is not the form of this page.", &session);
  if (form->button == Button::update) return update(*place, std::move(*form), request, session);
  form->view = form->button == Button::show_advanced ? View::advanced : View::basic;
  return entry(*place, *form, 200, session, "");
}

HttpResponse WebServer::update(const Place& place, Form form, const HttpRequest& request, Session& session) {
  if (form.fields.empty()) return refuse(400, "Bad request", "That form has no fields.", &session);
  const auto index = place.index.value_or(0);
  if (!judge(form.fields, index, settings()))
    return entry(place, form, 422, session, "Nothing was changed: a value is not possible.");
  const auto name = name_of(place);
  if (const auto refusal = uses_.configuration.obey(commands_of(form.fields, index)))
    return entry(place, form, 422, session, "Nothing was changed: " + sentence(*refusal));
  return done(request, name + " is updated.", place.node().path);
}

HttpResponse WebServer::remove(const Place& place, const HttpRequest& request, Session& session) {
  const std::vector<Command> commands{DeleteRow{place.node().page->list, *place.index}};
  if (const auto refusal = uses_.configuration.obey(commands))
    return refuse(422, "Refused", sentence(*refusal), &session);
  return done(request, name_of(place) + " is deleted.", place.node().path);
}

// The visitor is looked up again: a change of the password logs everybody out.
HttpResponse WebServer::done(const HttpRequest& request, const std::string& notice, const std::string& next) {
  if (auto* session = login_.visitor(request)) session->notice = notice;
  return redirect(next);
}

HttpResponse WebServer::leases(const HttpRequest& /*request*/, Session& session) {
  auto shown = frame("Leases", session);
  shown.trail.push_back({"Leases", "/leases"});
  return page(200, framed(shown, table_view(uses_.leases(), "There are no leases.")));
}

HttpResponse WebServer::event_log(const HttpRequest& /*request*/, Session& session) {
  auto shown = frame("Event log", session);
  shown.trail.push_back({"Event log", "/events"});
  auto entries = uses_.event_log();
  std::ranges::reverse(entries);
  return page(200, framed(shown, log_view(entries)));
}

HttpResponse WebServer::counters(const HttpRequest& /*request*/, Session& session) {
  auto shown = frame("Counters", session);
  shown.trail.push_back({"Counters", "/counters"});
  return page(200, framed(shown, facts_view(uses_.counters())));
}

HttpResponse WebServer::save(const HttpRequest& request, Session& session) {
  const auto answer = uses_.save ? uses_.save() : "error: there is nowhere to save";
  constexpr std::string_view refusal = "error: ";
  if (answer.starts_with(refusal)) return refuse(500, "Not saved", answer.substr(refusal.size()), &session);
  return done(request, "The settings are saved.", "/");
}

HttpResponse WebServer::leave(const HttpRequest& request, Session& /*session*/) { return login_.leave(request); }

HttpResponse WebServer::refuse(int status, const std::string& title, const std::string& why, Session* session) {
  auto shown = session != nullptr ? frame(title, *session) : Frame{.title = title, .serial = settings().serial};
  shown.messages.push_back({Frame::Tone::error, why});
  return page(status, framed(shown, tag("p", session != nullptr ? link("/", "Home") : link("/login", "Log in"))));
}

}  // namespace gateway::web
