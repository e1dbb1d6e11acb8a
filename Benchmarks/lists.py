"""What a manager does in the largest quality: any filter of the list, a search, and the same done to a thousand (MISSION M6, M9, M11, M12)."""

import re
import statistics
import time
from urllib.parse import urlencode

FILTERS = [
    "name=ma", "name=zu", "givenName=ya", "userName=an", "type=co-manager", "type=user", "status=blocked", "status=active", "application=dimona",
    "since=2025-06-01", "sort=since", "sort=userName", "name=ma&status=blocked", "name=ma&application=dimona&status=active",
    "givenName=ya&sort=since", "name=qq",
]
SEARCHES = ["name=ma", "userName=an", "name=ma&givenName=ya", "title=mrs", "speaks=de", "speaks=en&title=mr", "email=a", "email=zu", "email=qq", "name=qq"]


def slowest(manager, path: str, queries: list[str], times: int = 20) -> tuple[float, float, str]:
    """Of one page of each query, in ms of processor time: the median, and the slowest with its query."""
    costs = [(manager.cost([f"{path}?{query}"] * times), query) for query in queries]
    for cost, query in sorted(costs, reverse=True):
        print(f"    {cost:6.2f} ms  {path.rsplit('/', 1)[1]}?{query}", flush=True)
    return statistics.median(cost for cost, _ in costs), *max(costs)


def hidden(page: str) -> list[tuple[str, str]]:
    """What the form of a page carries."""
    form = re.search(r'<form method="post"[^>]*id="form">.*?</form>', page, re.S)[0]
    return [(name, value.replace("&amp;", "&").replace("&quot;", '"')) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)]


class Selection:
    """The same thing done to many who are ticked."""

    def __init__(self, manager, count: int):
        self.manager, self.action = manager, manager.users + "/selection"
        users, page = [], manager.users + "?type=user&status=active"
        for path in manager.pages(count // 25, page):
            text = manager.session.get(manager.site + path).text
            users += re.findall(r'name="user" value="(\d+)"', text)
        self.users = list(dict.fromkeys(users))[:count]
        assert len(self.users) == count, len(self.users)
        self.proof = re.search(r'name="_csrf" value="([^"]+)"', text)[1]

    def send(self, fields: list[tuple[str, str]]):
        answer = self.manager.session.post(
            self.manager.site + self.action, urlencode(fields), headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def asks(self, change: str) -> tuple[str, float]:
        """The confirmation, and what it took in ms of processor time."""
        before = self.manager.server.seconds()
        page = self.send([("_csrf", self.proof), ("change", change), ("filter", ""), *[("user", user) for user in self.users]])
        return page, (self.manager.server.seconds() - before) * 1000

    def confirms(self, page: str) -> float:
        """In seconds, until the page that says so."""
        began = time.monotonic()
        self.send([*hidden(page), ("step", "confirm")])
        return time.monotonic() - began


def measure(manager, count: int = 1000) -> dict:
    found = {"filter": slowest(manager, manager.users, FILTERS), "search": slowest(manager, manager.users.replace("/users", "/search"), [f"asked=1&{query}" for query in SEARCHES])}
    selection = Selection(manager, count)
    found["confirmation"], found["many"] = [], []
    for change in ["block", "unblock"] * 2:
        page, milliseconds = selection.asks(change)
        found["confirmation"].append(milliseconds)
        found["many"].append(selection.confirms(page))
    return found


def table(found: dict, people: int) -> None:
    for name in ("filter", "search"):
        median, slow, query = found[name]
        print(f"{f'{name} of the largest quality, ms, {people} people':<46}{median:>10.2f}  (slowest {slow:.2f}: {query})")
    for name, unit in (("confirmation", "confirmation of 1000, ms of processor time"), ("many", "1000 blocked or unblocked, s")):
        print(f"{unit:<46}{statistics.median(found[name]):>10.2f}  ({min(found[name]):.2f}–{max(found[name]):.2f})")
