using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Dashboard.Work;
using CoopGrains.Dashboard.Work.Offers;
using CoopGrains.Network;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Gateway.Tests;

/// <summary>Everything that the API lets people write is a form on some page, with a field for each member.</summary>
[Collection(nameof(Site))]
public sealed class EverythingOnPagesTests(Site site)
{
    private static readonly JsonElement Document =
        JsonElement.Parse(File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json")));

    // What work lists ask for, by the end of its route: the page that has the form.
    private static readonly Dictionary<string, string> Asked = new()
    {
        ["/acceptances"] = "WorkAgreement",
        ["/unlock"] = "WorkAgreement",
        ["/signatures"] = "WorkAgreement",
        ["/review"] = "WorkAgreement",
        ["/review/withdrawal"] = "WorkAgreement",
        ["/review/reopening"] = "WorkAgreement",
        ["/review/reopening/withdrawal"] = "WorkAgreement",
        ["/reversion"] = "WorkAgreement",
        ["/reversion/withdrawal"] = "WorkAgreement",
        ["/amendments/{number}/acceptances"] = "WorkAmendment",
        ["/amendments/{number}/signatures"] = "WorkAmendment",
        ["/amendments/{number}/withdrawal"] = "WorkAmendment",
        ["/talks/{number}/minutes"] = "WorkTalks",
        ["/talks/{number}/minutes/signatures"] = "WorkTalks",
        ["/talks/{number}/outcomes/{outcome}/settlement"] = "WorkTalks",
        ["/cases"] = "WorkRaise",
        ["/cases/{caseId}/delivery"] = "WorkCase",
        ["/cases/{caseId}/acknowledgement"] = "WorkCase",
        ["/cases/{caseId}/proposal"] = "WorkCase",
        ["/cases/{caseId}/reply"] = "WorkCase",
        ["/cases/{caseId}/completion"] = "WorkCase",
        ["/cases/{caseId}/verification"] = "WorkCase",
        ["/cases/{caseId}/closure"] = "WorkCase",
        ["/cases/{caseId}/reopening"] = "WorkCase",
        ["/cases/{caseId}/escalation"] = "WorkCase",
        ["/cases/{caseId}/escalation/reversion"] = "WorkCase",
        ["/commitments/{commitment}/agreement"] = "WorkAsks",
        ["/commitments/{commitment}/cancellation/withdrawal"] = "WorkAsks",
        ["/entries/{entry}/correction"] = "WorkEntry",
        ["/entries/{entry}/confirmation"] = "WorkEntry",
        ["/entries/{entry}/dispute"] = "WorkEntry",
        ["/entries/{entry}/sendBack"] = "WorkEntry",
        ["/entries/{entry}/withdrawal"] = "WorkEntry",
        ["/conflicts/{conflict}/resolution"] = "WorkConflict",
        ["/v1/confirmations"] = "WorkConfirm",
        ["/v1/imports"] = "Imports",
        ["/v1/documents"] = "WorkDo",
    };

    // What nobody does on a page, and why.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["POST /v1/provinces"] = "an operator brings a province in once, before anybody of it can sign in",
    };

    [Fact]
    public void Each_write_has_a_form_and_none_is_named_that_the_API_has_not()
    {
        var offered = Offers().Select(offer => $"{(offer.Act.IsPut ? "PUT" : "POST")} {RouteOf(offer)}")
            .Concat(Asked.Keys.SelectMany(end => end.StartsWith("/v1/", StringComparison.Ordinal)
                ? [end] : Books.Select(book => $"/v1/{book}/{{id}}{end}"))
                .Select(route => "POST " + route)).Concat(Elsewhere.Keys).ToHashSet();
        var writes = Writes().Select(write => write.Name).ToHashSet();
        Assert.Empty(writes.Except(offered));
        Assert.Empty(Offers().Select(offer => $"{(offer.Act.IsPut ? "PUT" : "POST")} {RouteOf(offer)}").Except(writes));
        Assert.All(Asked.Values.Distinct(), page => Assert.True(File.Exists(RepositoryRoot.PathOf("src", "CoopGrains.Dashboard", "Pages",
            page + ".cshtml")), page));
    }

    [Fact]
    public void Each_member_of_a_command_has_a_field()
    {
        var bodies = Writes().Where(write => write.Body.ValueKind == JsonValueKind.Object).ToDictionary(write => write.Name, write =>
            write.Body);
        // What comes from another store says which agency reported it there; a person reports for the own.
        string[] untyped = ["originalAgency"];
        var missing = new List<string>();
        foreach (var offer in Offers())
        {
            var name = $"{(offer.Act.IsPut ? "PUT" : "POST")} {RouteOf(offer)}";
            var said = FieldsOf(offer.Act.Fields, "").Concat(offer.Act.Says.Select(says => says.Name)).ToHashSet();
            missing.AddRange(MembersOf(bodies[name], "", []).Except(said).Except(untyped).Select(member => $"{name}: {member}"));
        }
        Assert.Empty(missing);
    }

    [Fact]
    public void Whatever_a_command_may_say_is_typed_and_read_back_as_it_was()
    {
        var commands = site.Services.GetRequiredService<IPageCommands>();
        foreach (var offer in Offers().Select(offer => offer with
        {
            Act = offer.Act with
            {
                Fields = [.. offer.Act.Fields.Where(field =>
            !field.IsPlace).Select(Counted)]
            }
        }))
        {
            var command = Example(offer.Act.Fields, 1);
            foreach (var language in PageTexts.Languages)
            {
                var words = PageWords.Of(language);
                var form = new Form("x", "x", ActBody.Begin(offer.Act.Fields, command, words).ToDictionary(field => field.Field, field =>
                    field.Value), People.Coordinator);
                var read = new ActBody(form, commands, words).Of(offer.Act.Fields);
                Assert.Empty(form.Errors.Select(error => $"{offer.Act.Do} {error.Pointer} {error.Text}"));
                Assert.True(JsonNode.DeepEquals(command, read), $"{offer.Act.Do} in {language}:\n{command}\n{read}");
            }
        }
    }

    [Fact]
    public void Each_form_and_each_field_has_a_name_in_each_language()
    {
        foreach (var language in PageTexts.Languages)
        {
            var keys = PageTexts.KeysOf(language).ToHashSet();
            foreach (var offer in Offers())
            {
                Assert.Contains("do." + offer.Act.Do, keys);
                Assert.Contains("offers." + offer.Section, keys);
                foreach (var path in FieldsOf(offer.Act.Fields, "", locals: false).Select(path => path.Replace('/', '.')))
                {
                    var names = path.Split('.');
                    var near = string.Join('.', names.TakeLast(2));
                    Assert.True(keys.Contains($"act.{offer.Act.Do}.{path}") || keys.Contains("act." + path) || keys.Contains("act." + near)
                        || keys.Contains("act." + names[^1]), $"{language}: {offer.Act.Do} {path}");
                }
            }
        }
    }

    private static readonly string[] Books = ["provinces", "agreements", "programs"];

    // The offers are the same whatever there is in a book: what of them is shown is another matter.
    private IEnumerable<Offer> Offers()
    {
        var reading = site.Services.GetRequiredService<INetworkView>().Now;
        var today = DateOnly.FromDateTime(DateTime.UnixEpoch.AddYears(56));
        (string, string)[] parties = [("vn-db", "Điện Biên"), ("la-lpb", "Luông Pha Bang")];
        var by = new Offering(People.Coordinator, PageWords.Of("en"), parties, reading, today, (_, _, _) =>
            throw new NotSupportedException());
        var agreement = new AgreementView
        {
            Book = BookKey.Agreement("none"),
            Version = 1,
            Type = InstrumentType.MinutesOfCooperation,
            TypeStated = [],
            State = AgreementState.Draft,
            ExpiringSoon = false,
            Parties = ["vn-db", "la-lpb"],
            Text = new() { Title = new() { En = "None" } },
            Revision = 1,
            AcceptedBy = [],
            Signatures = [],
            RenewedBy = [],
            Restricted = true,
            Commitments = [],
            Sources = [],
        };
        var program = new ProgramView
        {
            Book = BookKey.Program("none"),
            Version = 1,
            Title = new() { En = "None" },
            State = ProgramState.Open,
            Parties = ["vn-db", "la-lpb"],
            Areas = [],
            Restricted = true,
            Commitments = [],
            Sources = [],
        };
        var province = (ProvinceView)reading.View(BookKey.Province("vn-db"), People.Coordinator, today)!;
        return BeginOffers.Of(by)
            .Concat(In(agreement.Book, AgreementOffers.Of(agreement, by), isRestricted: true))
            .Concat(In(program.Book, ProgramOffers.Of(program, by), isRestricted: true))
            .Concat(In(province.Book, ProvinceOffers.Of(province, by), isRestricted: false));

        IEnumerable<Offer> In(BookKey book, IEnumerable<Offer> own, bool isRestricted) =>
            own.Concat(CommitmentOffers.Of(book, parties, [], by)).Concat(SourceOffers.Of(book, isRestricted, by))
                .Select(offer => offer.Act.Route.StartsWith("/v1/", StringComparison.Ordinal) ? offer
                    : offer with { Act = offer.Act with { Route = $"/v1/{EnumCodes.Of(book.Kind)}s/{{id}}{offer.Act.Route}" } });
    }

    private static string RouteOf(Offer offer) => offer.Act.Route;

    private static IEnumerable<(string Name, JsonElement Body)> Writes() =>
        from route in Document.GetProperty("paths").EnumerateObject()
        from method in route.Value.EnumerateObject()
        where method.Name is "post" or "put"
        select ($"{method.Name.ToUpperInvariant()} {route.Name}",
            method.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json",
                out var json)
                ? json.GetProperty("schema") : default);

    private static IEnumerable<string> FieldsOf(IEnumerable<ActField> fields, string within, bool locals = true) =>
        fields.SelectMany(field =>
        field.Typed == Typed.Commitments && locals ? [within + field.Name, $"{within}{field.Name}/book", $"{within}{field.Name}/commitment"]
            : field.Typed == Typed.Local && !locals || field.Fields.Count == 0 ? [within + field.Name]
            : FieldsOf(field.Fields, $"{within}{field.Name}/", locals).Prepend(within + field.Name));

    private static IEnumerable<string> MembersOf(JsonElement schema, string path, string[] within)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            // Dates and amounts are one field each; an amount says its unit, its bound and whether it is an estimate.
            return within.Contains(name) || name is "PartialDate" or "Amount" ? []
                : MembersOf(Document.GetProperty("components").GetProperty("schemas").GetProperty(name), path, [.. within, name]);
        }

        IEnumerable<string> found = ((string[])["oneOf", "anyOf", "allOf"]).Where(way => schema.TryGetProperty(way, out _))
            .SelectMany(way => schema.GetProperty(way).EnumerateArray()).SelectMany(one => MembersOf(one, path, within));
        if (schema.TryGetProperty("items", out var items))
            found = found.Concat(MembersOf(items, path, within));
        if (schema.TryGetProperty("properties", out var members))
            found = found.Concat(members.EnumerateObject().Where(member => !IsReply(member)).SelectMany(member =>
                MembersOf(member.Value, $"{path}{member.Name}/", within).Prepend(path + member.Name)));
        return found.ToList();
    }

    // Words for codes and for texts stand beside them in replies.
    private static bool IsReply(JsonProperty member) =>
        member.Name.EndsWith("Name", StringComparison.Ordinal) || member.Name is "nameLanguage"
        || member.Name == "name" && member.Value.TryGetProperty("readOnly", out _);

    // Everything filled in, several times where it may be.
    private static JsonObject Example(IEnumerable<ActField> fields, int number)
    {
        var command = new JsonObject();
        foreach (var field in fields.Where(field => !field.IsPlace))
            command[field.Name] = field.Typed switch
            {
                Typed.Group or Typed.Local => Example(field.Fields, number),
                Typed.Rows => new JsonArray(Example(field.Fields, 1), Example(field.Fields, 2)),
                Typed.Flag => number == 1,
                Typed.Number => 2024 + number,
                Typed.Numbers => new JsonArray(1, 2),
                Typed.Date => number == 1 ? "2025?-03-02" : "2024-11",
                Typed.Dates => new JsonArray("2023", "2024-01-31"),
                Typed.Amount => new JsonObject
                {
                    ["value"] = "1234.567",
                    ["unit"] = field.UnitFrom is null
                    ? "person" : $"{field.UnitFrom} {number}",
                    ["bound"] = "atLeast",
                    ["estimate"] = true
                },
                Typed.Choice => field.Choices.Count > 0 ? field.Choices[^1].Code : "none",
                Typed.Several => new JsonArray([.. field.Choices.Take(2).Select(choice => JsonValue.Create(choice.Code))]),
                Typed.Lines => new JsonArray("một", "hai, ba"),
                Typed.Book => $"{EnumCodes.Of(field.Book ?? BookKind.Program)}/some-{number}",
                Typed.Books => new JsonArray("agreement/one-1", "agreement/two-2"),
                Typed.Commitments => new JsonArray(new JsonObject { ["book"] = "program/one-1", ["commitment"] = "places" }),
                _ => $"{field.Name} {number}",
            };
        return command;
    }

    private static ActField Counted(ActField field) => field with
    {
        Unit = field is { Typed: Typed.Amount, UnitFrom: null } ? "person" : field.Unit,
        Fields = [.. field.Fields.Select(Counted)],
    };
}
