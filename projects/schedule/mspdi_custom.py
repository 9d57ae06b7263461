"""Custom fields and outline codes of a Microsoft Project XML file, by the name users gave them. Pure."""

from projects.schedule.xml_records import Record


class CustomFields:
    def __init__(self, root: Record) -> None:
        definitions = root.all("ExtendedAttributes", "ExtendedAttribute")
        self._titles = {
            each["FieldID"]: each["Alias"] or each["FieldName"] or each["FieldID"]
            for each in definitions
        }
        tables = {each["Ltuid"]: each["FieldID"] for each in definitions if each["Ltuid"]}
        self._paths: dict[tuple[str, str], str] = {}
        for definition in root.all("OutlineCodes", "OutlineCode"):
            field = definition["FieldID"] or tables.get(definition["Guid"], "")
            title = definition["Alias"] or definition["FieldName"] or field
            self._titles.setdefault(field, title)
            values = {value["ValueID"]: value for value in definition.all("Values", "Value")}
            for value_id in values:
                self._paths[field, value_id] = _path(value_id, values)

    def of(self, task: Record) -> tuple[dict[str, str], dict[str, str]]:
        """Codes by the title of their outline, and custom fields by their title."""
        codes, fields = {}, {}
        for each in task.all("OutlineCode"):
            if path := self._paths.get((each["FieldID"], each["ValueID"])):
                codes[self._titles[each["FieldID"]]] = path
        for each in task.all("ExtendedAttribute"):
            field = each["FieldID"]
            value = each["Value"] or self._paths.get((field, each["ValueID"]), "")
            if value:
                fields[self._titles.get(field, field)] = value
        return codes, fields


def _path(value_id: str, values: dict[str, Record]) -> str:
    """The value below those that it belongs to, joined by dots."""
    names: list[str] = []
    walked: set[str] = set()
    while value_id in values and value_id not in walked:
        walked.add(value_id)
        names.append(values[value_id]["Value"])
        value_id = values[value_id]["ParentValueID"]
    return ".".join(reversed(names))
