/** A CouchDB-like server over PouchDB's own LevelDB store, and the bench's page: `server.js PORT DIRECTORY SITE`. */
import { createRequire } from 'node:module'
import express from 'express'

const require = createRequire(import.meta.url)
const PouchDB = require('pouchdb')
const couch = require('express-pouchdb')

const [port, directory, site] = process.argv.slice(2)
const Stored = PouchDB.defaults({ prefix: `${directory}/` })
await new Stored('signatures').info()

const app = express()
const settings = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${directory}/log.txt` }
app.use('/couch', couch(Stored, settings))
app.use(express.static(site))
app.listen(Number(port), '127.0.0.1')
