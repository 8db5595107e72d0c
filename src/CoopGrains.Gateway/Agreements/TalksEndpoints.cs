using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Agreements;

/// <summary>Talks: planned, held, written down, signed; their outcomes.</summary>
internal static class TalksEndpoints
{
    public static void MapTalks(this RouteGroupBuilder agreements, BookWrites books, TalksReads reads)
    {
        var talks = agreements.MapGroup("/{id}/talks").WithTags("Talks");

        talks.MapGet("", (string id, HttpContext http) => reads.SeriesAsync(http, id))
            .Aggregates<TalksSeries>(
                "The yearly talks, from those under the instruments it follows on: a year that passed without is \"no record\"", "asOf");

        talks.MapGet("/{number}", (string id, string number, HttpContext http) => reads.OneAsync(http, id, number))
            .Reads<TalksView>("Talks with agenda, minutes and outcomes", 404);

        talks.MapPost("", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, PlanTalks>(
            http, BookKind.Agreement, id, (book, caller, command) => book.PlanTalksAsync(caller, command), created: made => "/talks/" + made))
            .Creates<PlanTalks>(Roles.Coordinator, "Plans talks; what earlier ones left unfinished comes onto their agenda");

        talks.MapPost("/registrations", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, RegisterTalks>(
            http, BookKind.Agreement, id, (book, caller, command) => book.RegisterTalksAsync(caller, command), created: made => "/talks/" + made))
            .Creates<RegisterTalks>(Roles.Coordinator, "Enters talks held before or outside the register, as their source states them");

        talks.MapPost("/{number}/agenda", (string id, string number, HttpContext http) => books.ChangeAsync<IAgreementGrain, ShareAgenda>(
            http, BookKind.Agreement, id, (book, caller, command) => book.ShareAgendaAsync(caller, command),
            (command, request) => command with { Number = NumberOf(number), Revision = IfMatch.RevisionOf(request) }))
            .Edits<ShareAgenda>(Roles.Coordinator, "Shares the agenda: new matters in place of those before; carried ones stay");

        talks.MapPost("/{number}/minutes", (string id, string number, HttpContext http) => books.ChangeAsync<IAgreementGrain, DraftMinutes>(
            http, BookKind.Agreement, id, (book, caller, command) => book.DraftMinutesAsync(caller, command),
            (command, request) => command with { Number = NumberOf(number), Revision = IfMatch.RevisionOf(request) }))
            .Edits<DraftMinutes>(Roles.Coordinator, "Writes the minutes, until somebody has signed them");

        talks.MapPost("/{number}/minutes/signatures", (string id, string number, HttpContext http) =>
            books.ChangeAsync<IAgreementGrain, SignMinutes>(
                http, BookKind.Agreement, id, (book, caller, command) => book.SignMinutesAsync(caller, command),
                (command, request) => command with { Number = NumberOf(number), Revision = IfMatch.RevisionOf(request) }))
            .Edits<SignMinutes>(Roles.Coordinator, "Signs the minutes for the caller's party");

        talks.MapPost("/{number}/outcomes/{outcome}/settlement", (string id, string number, string outcome, HttpContext http) =>
            books.ChangeAsync<IAgreementGrain, SettleOutcome>(
                http, BookKind.Agreement, id, (book, caller, command) => book.SettleOutcomeAsync(caller, command),
                (command, _) => command with { Number = NumberOf(number), Outcome = outcome }))
            .Changes<SettleOutcome>(Roles.Coordinator, "Says that an outcome is done, or not pursued any more");

        Change<HoldTalks>("session", "Records that talks took place",
            (book, by, command) => book.HoldTalksAsync(by, command), (command, number) => command with { Number = number });
        Change<RecordOutcome>("outcomes", "Records what talks came to",
            (book, by, command) => book.RecordOutcomeAsync(by, command), (command, number) => command with { Number = number });
        Change<PostponeTalks>("postponement", "Puts talks off",
            (book, by, command) => book.PostponeTalksAsync(by, command), (command, number) => command with { Number = number });
        Change<CancelTalks>("cancellation", "Gives talks up; what was to be talked about moves to the next",
            (book, by, command) => book.CancelTalksAsync(by, command), (command, number) => command with { Number = number });

        void Change<TCommand>(
            string path, string summary, Func<IAgreementGrain, Caller, TCommand, Task<Outcome>> ask, Func<TCommand, int, TCommand> place)
            where TCommand : Command =>
            talks.MapPost($"/{{number}}/{path}", (string id, string number, HttpContext http) =>
                books.ChangeAsync(http, BookKind.Agreement, id, ask, (command, _) => place(command, NumberOf(number))))
                .Changes<TCommand>(Roles.Coordinator, summary);
    }

    /// <summary>The number of talks in a path.</summary>
    /// <exception cref="ProblemException">404: it is none.</exception>
    public static int NumberOf(string number) =>
        number.Length <= 9 && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var talks)
            ? talks
            : throw Problem.With(RefusalCodes.ItemUnknown, ("id", number)).Thrown();
}
