using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;

namespace CoopGrains.Gateway.Programs;

/// <summary>Programs: opened, set aside, closed.</summary>
internal static class ProgramEndpoints
{
    public static void MapProgramReads(this RouteGroupBuilder programs, BookReads books, NetworkReads network)
    {
        programs.Get("/", async http =>
        {
            Query.Only(http.Request, "agreement", "area", "party", "state", "limit", "cursor");
            var filter = new ProgramFilter
            {
                Agreement = Query.Book(http.Request, "agreement", BookKind.Agreement),
                Area = Query.Text(http.Request, "area"),
                Party = await network.PartyAsync(http.Request),
                State = Query.Named<ProgramState>(http.Request, "state"),
            };
            await network.ListAsync(http, (reading, reader, page) => reading.Programs(filter, reader, page.After, page.Limit));
        }).Aggregates<ListPage<ProgramSummary>>("Programs", "agreement", "area", "party", "state", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(ProgramState)));

        programs.MapGet("/{id}", (string id, HttpContext http) =>
            books.ReadAsync<IProgramGrain, ProgramView>(http, BookKind.Program, id, (book, reader) => book.ReadAsync(reader)))
            .Reads<ProgramView>("A program as its book has it", 404);
    }

    public static void MapProgramWrites(this RouteGroupBuilder programs, BookWrites books)
    {
        programs.Post("/", http => books.CreateAsync<IProgramGrain, OpenProgram>(
            http, BookKind.Program, command => (command.Id, command.Restricted),
            (book, caller, command) => book.OpenAsync(caller, command)))
            .Creates<OpenProgram>(Roles.Coordinator, "Opens a program");

        programs.MapPost("/{id}/suspension", (string id, HttpContext http) => books.ChangeAsync<IProgramGrain, SuspendProgram>(
            http, BookKind.Program, id, (book, caller, command) => book.SuspendAsync(caller, command)))
            .Changes<SuspendProgram>(Roles.Coordinator, "Sets a program aside for a time");

        programs.MapPost("/{id}/resumption", (string id, HttpContext http) => books.ChangeAsync<IProgramGrain, ResumeProgram>(
            http, BookKind.Program, id, (book, caller, command) => book.ResumeAsync(caller, command)))
            .Changes<ResumeProgram>(Roles.Coordinator, "Takes a suspended program up again");

        programs.MapPost("/{id}/closure", (string id, HttpContext http) => books.ChangeAsync<IProgramGrain, CloseProgram>(
            http, BookKind.Program, id, (book, caller, command) => book.CloseAsync(caller, command)))
            .Changes<CloseProgram>(Roles.Coordinator, "Closes a program for good");
    }
}
