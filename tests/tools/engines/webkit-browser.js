/**
 * The smallest browser over WebKitGTK that WebKitWebDriver can drive and that
 * keeps what its pages store: under automation, MiniBrowser keeps everything in
 * memory. Runs in gjs; takes the directory of its profile, and whoever drives it
 * reads and writes files there: `requests` gets a line for each address that a
 * page asks for, `downloads` what it downloads, and while `offline` exists no
 * server can be reached.
 */
import Gio from 'gi://Gio'
import GLib from 'gi://GLib'
import Gtk from 'gi://Gtk?version=3.0'
import WebKit2 from 'gi://WebKit2?version=4.1'

const profile = ARGV[0]
const file = (name) => Gio.File.new_for_path(`${profile}/${name}`)

Gtk.init(null)
const data = new WebKit2.WebsiteDataManager({
  base_data_directory: `${profile}/data`,
  base_cache_directory: `${profile}/cache`,
})
data
  .get_cookie_manager()
  .set_persistent_storage(`${profile}/cookies.sqlite`, WebKit2.CookiePersistentStorage.SQLITE)
const context = new WebKit2.WebContext({ website_data_manager: data })
context.set_automation_allowed(true)

const requests = file('requests').append_to(Gio.FileCreateFlags.NONE, null)

function openView() {
  const view = new WebKit2.WebView({ web_context: context, is_controlled_by_automation: true })
  view.connect('resource-load-started', (_view, _resource, request) => {
    requests.write_all(new TextEncoder().encode(`${request.get_uri()}\n`), null)
  })
  const window = new Gtk.Window({ default_width: 360, default_height: 740 })
  view.connect('close', () => window.destroy())
  window.add(view)
  window.show_all()
  return view
}

context.connect('automation-started', (_context, session) => {
  session.connect('create-web-view', openView)
})

context.connect('download-started', (_context, download) => {
  let name = 'download'
  download.connect('decide-destination', (_download, suggested) => {
    name = suggested
    download.set_destination(file(`${name}.part`).get_uri())
    return true
  })
  download.connect('finished', () => {
    file(`${name}.part`).move(file(`downloads/${name}`), Gio.FileCopyFlags.OVERWRITE, null, null)
  })
})

/** Port 9 is "discard": nothing listens there. */
function followOffline() {
  const nowhere = WebKit2.NetworkProxySettings.new('http://127.0.0.1:9', null)
  if (file('offline').query_exists(null)) {
    data.set_network_proxy_settings(WebKit2.NetworkProxyMode.CUSTOM, nowhere)
  } else data.set_network_proxy_settings(WebKit2.NetworkProxyMode.NO_PROXY, null)
}
followOffline()
const switched = file('offline').monitor_file(Gio.FileMonitorFlags.NONE, null)
switched.connect('changed', followOffline)

GLib.set_prgname('petition-pack-tests')
Gtk.main()
