-- A writer for pandoc. Run after citeproc on the document that `relations_kb.citing.pandoc`
-- makes, it gives as JSON: each citation and each reference on its own, and all of them as one
-- document, in the format that the metadata key `form` names.

local function is_refs(block)
  return block.t == "Div" and block.identifier == "refs"
end

-- In styles of notes a citation is a footnote; its text is the note's.
local function without_notes(div)
  local notes = {}
  div:walk({ Note = function(note) table.insert(notes, note.content) end })
  if #notes == 0 then return div.content end
  local blocks = pandoc.Blocks({})
  for _, content in ipairs(notes) do blocks:extend(content) end
  return blocks
end

function Writer(doc, opts)
  local form = pandoc.utils.stringify(doc.meta.form)
  local whole = pandoc.WriterOptions({ wrap_text = "none" })
  if form == "rtf" then
    whole.template = pandoc.template.compile(pandoc.template.default("rtf"))
  end
  local function written(blocks)
    local options = pandoc.WriterOptions({ wrap_text = "none" })
    return (pandoc.write(pandoc.Pandoc(blocks), form, options):gsub("%s+$", ""))
  end

  local keys = {}
  for _, block in ipairs(doc.blocks) do
    if not is_refs(block) and keys[#keys] ~= block.attributes.key then
      table.insert(keys, block.attributes.key)
    end
  end

  local citations, references = pandoc.List(), pandoc.List()
  local last
  local body = pandoc.Blocks({ pandoc.Header(2, doc.meta["citations-heading"]) })
  for _, block in ipairs(doc.blocks) do
    if not is_refs(block) then
      local content = without_notes(block)
      citations:insert({ key = block.attributes.key, text = written(content) })
      -- Which citation is whose: of several by one author in one year, only the key tells.
      if #keys > 1 and block.attributes.key ~= last then
        last = block.attributes.key
        body:insert(pandoc.Para({ pandoc.Code(last) }))
      end
      body:extend(content)
    end
  end
  for _, block in ipairs(doc.blocks) do
    if is_refs(block) then
      body:insert(pandoc.Header(2, doc.meta["references-heading"]))
      body:insert(block)
      for _, reference in ipairs(block.content) do
        local key = reference.identifier:gsub("^ref%-", "")
        references:insert({ key = key, text = written(pandoc.Blocks({ reference })) })
      end
    end
  end
  return pandoc.json.encode({
    citations = citations,
    references = references,
    document = pandoc.write(pandoc.Pandoc(body), form, whole),
  })
end
