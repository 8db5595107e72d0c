using CoopGrains.Contracts;
using CoopGrains.Network;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

public sealed class CourierTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Programs_hear_of_what_becomes_of_their_agreement()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        var agreement = host.Grains.GetGrain<IAgreementGrain>(SmallNetwork.Agreement.ToString());
        NetworkHost.Accepted(await agreement.SuspendAsync(host.By(SmallNetwork.Db), new() { Reason = "flood" }));
        await host.Courier.WaitQuietAsync(default);
        Assert.Equal(AgreementState.Suspended, (await ProgramAsync(host)).AgreementTerms!.State);
        NetworkHost.Accepted(await agreement.ResumeAsync(host.By(SmallNetwork.Db), new() { Reason = "dry again" }));
        await host.Courier.WaitQuietAsync(default);
        Assert.Equal(AgreementState.InForceAsStated, (await ProgramAsync(host)).AgreementTerms!.State);
        Assert.True((await host.Courier.StatusAsync(default)).IsQuiet);
    }

    [Fact]
    public async Task What_is_told_bears_the_trace_of_what_made_it_necessary()
    {
        const string Trace = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        var by = host.By(SmallNetwork.Db);
        NetworkHost.Accepted(await host.Grains.GetGrain<IAgreementGrain>(SmallNetwork.Agreement.ToString())
            .SuspendAsync(by with { Operation = by.Operation with { Trace = Trace } }, new() { Reason = "flood" }));
        await host.Courier.WaitQuietAsync(default);
        var noted = (await host.Store.HistoryAsync(SmallNetwork.Scholarship.ToString(), 1, 1_000, default)).Last(row => row.Kind == "agreementNoted");
        Assert.Equal(Trace, noted.Trace);
    }

    [Fact]
    public async Task Provinces_hear_once_of_what_they_owe_and_are_owed()
    {
        await using (var host = await NetworkHost.StartAsync(_folder.Path))
        {
            await host.LoadAsync();
            NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString())
                .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("places", ["la-lpb"])));
            NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString())
                .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("idea", ["la-lpb"], basis: BasisKind.Proposal)));
            await host.Courier.WaitQuietAsync(default);
            Assert.True((await ObligationsAsync(host, "vn-db")).Single().Gives);
            Assert.False((await ObligationsAsync(host, "la-lpb")).Single().Gives);
            Assert.Empty(await ObligationsAsync(host, "la-psl"));
            // What a crash between telling and keeping leaves behind: everything is told again.
            await host.Store.WriteCheckpointAsync("courier", new(0, 1, "{}"u8.ToArray()), default);
        }
        await using var again = await NetworkHost.StartAsync(_folder.Path, services => _ = services);
        var head = await again.Store.HeadAsync(default);
        await again.Courier.WaitQuietAsync(default);
        Assert.Equal(head, await again.Store.HeadAsync(default));
        Assert.Single(await ObligationsAsync(again, "vn-db"));
        Assert.Empty((await again.Courier.StatusAsync(default)).Undelivered);
    }

    [Fact]
    public async Task An_instrument_hears_of_its_successor_when_that_is_in_force_and_not_of_a_draft()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        var draft = BookKey.Agreement("draft-2030");
        NetworkHost.Accepted(await host.Grains.GetGrain<IAgreementGrain>(draft.ToString()).DraftAsync(host.By(SmallNetwork.Db), new()
        {
            Id = draft.Id,
            Type = InstrumentType.MinutesOfCooperation,
            Parties = ["vn-db", "la-lpb"],
            Text = new() { Title = new() { En = "next" }, Term = new() { From = PartialDate.OfYear(2030) } },
            Predecessor = SmallNetwork.Agreement,
        }));
        await host.Courier.WaitQuietAsync(default);
        Assert.Empty((await AgreementAsync(host)).RenewedBy);

        var registered = BookKey.Agreement("next");
        NetworkHost.Accepted(await host.RegisterAsync(registered, 2028, SmallNetwork.Agreement));
        await host.Courier.WaitQuietAsync(default);
        Assert.Equal([registered], (await AgreementAsync(host)).RenewedBy);

        var grain = host.Grains.GetGrain<IAgreementGrain>(draft.ToString());
        foreach (var party in (Actor[])[SmallNetwork.Db, SmallNetwork.Lpb])
            NetworkHost.Accepted(await grain.AcceptTextAsync(host.By(party), new() { Revision = 1 }));
        foreach (var party in (Actor[])[SmallNetwork.Db, SmallNetwork.Lpb])
            NetworkHost.Accepted(await grain.SignAsync(
                host.By(party), new() { SignedBy = "Governor", Office = new() { En = "Governor" }, DatedOn = PartialDate.OfYear(2025) }));
        await host.Courier.WaitQuietAsync(default);
        Assert.Equal([registered, draft], (await AgreementAsync(host)).RenewedBy);
        Assert.Equal([registered, draft], (await ProgramAsync(host)).AgreementTerms!.RenewedBy);
    }

    [Fact]
    public async Task A_refusal_is_recorded_and_does_not_stop_the_courier()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        var program = BookKey.Program("with-a-stranger");
        NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(program.ToString()).OpenAsync(host.By(SmallNetwork.Db), new()
        {
            Id = program.Id,
            Title = new() { En = "stranger" },
            Parties = ["vn-db", "la-xx"],
        }));
        NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(program.ToString())
            .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("places", ["la-xx"])));
        await host.Courier.WaitQuietAsync(default);
        var undelivered = Assert.Single((await host.Courier.StatusAsync(default)).Undelivered);
        Assert.Equal((BookKey.Province("la-xx"), RefusalCodes.Unknown, program), (undelivered.To, undelivered.Code, undelivered.From));
        Assert.Single(await ObligationsAsync(host, "vn-db"));
    }

    [Fact]
    public async Task A_fault_is_tried_again_until_it_is_delivered()
    {
        var faults = new FirstCallsFail(3);
        await using var host = await NetworkHost.StartAsync(
            _folder.Path, services => services.AddSingleton<IIncomingGrainCallFilter>(faults));
        await host.LoadAsync();
        NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString())
            .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("places", ["la-lpb"])));
        await host.Courier.WaitQuietAsync(default);
        Assert.Single(await ObligationsAsync(host, "vn-db"));
        Assert.Single(await ObligationsAsync(host, "la-lpb"));
        Assert.Empty((await host.Courier.StatusAsync(default)).Undelivered);
        Assert.True(faults.Seen >= 5);
    }

    [Fact]
    public async Task A_damaged_receiver_is_recorded_and_keeps_no_other_book_waiting()
    {
        await using var host = await NetworkHost.StartAsync(
            _folder.Path, services => services.AddSingleton<IIncomingGrainCallFilter>(new Damaged("la-lpb")));
        await host.LoadAsync();
        NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString())
            .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("places", ["la-lpb"])));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await host.Courier.WaitQuietAsync(patience.Token);
        Assert.Single(await ObligationsAsync(host, "vn-db"));
        var undelivered = Assert.Single((await host.Courier.StatusAsync(default)).Undelivered);
        Assert.Equal((BookKey.Province("la-lpb"), "bookDamaged"), (undelivered.To, undelivered.Code));
    }

    [Fact]
    public void A_book_that_cannot_be_read_tells_nobody_anything()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, new SuspendAgreement { Reason = "flood" }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new ResumeAgreement { Reason = "dry" }, SmallNetwork.Db);
        var (suspended, resumed) = (journal.Rows[^2], journal.Rows[^1]);
        Assert.NotEmpty(Told());
        journal.Rows[^2] = suspended with { Text = "{}" };
        Assert.Empty(Told());

        IEnumerable<Delivery> Told() => Deliveries.Of(resumed, EventCatalog.Read(resumed.Kind, resumed.Text), journal.Fold().Snapshot);
    }

    [Fact]
    public void Nothing_goes_from_a_restricted_book_into_an_open_one()
    {
        var journal = SmallNetwork.Begin();
        var hidden = BookKey.Agreement("r-hidden");
        journal.Do(hidden, new DraftAgreement
        {
            Type = InstrumentType.MemorandumOfUnderstanding,
            Parties = ["vn-db", "la-lpb"],
            Text = new() { Title = new() { En = "hidden" }, Term = new() { From = PartialDate.OfYear(2026) } },
            Predecessor = SmallNetwork.Agreement,
            Restricted = true,
        }, SmallNetwork.ClearedDb);
        SmallNetwork.Open(journal, SmallNetwork.Secret, "secret", ["vn-db", "la-lpb"],
            SmallNetwork.ClearedDb, SmallNetwork.Agreement, restricted: true);
        journal.Do(SmallNetwork.Secret, SmallNetwork.Places("places", ["la-lpb"]), SmallNetwork.ClearedDb);
        foreach (var party in (Actor[])[SmallNetwork.ClearedDb, NetworkJournal.User("la-lpb", cleared: true)])
            journal.Do(hidden, new AcceptText { Revision = 1 }, party);
        foreach (var party in (Actor[])[SmallNetwork.ClearedDb, NetworkJournal.User("la-lpb", cleared: true)])
            journal.Do(hidden,
                new SignAgreement { SignedBy = "A", Office = new() { En = "B" }, DatedOn = PartialDate.OfYear(2025) }, party);
        var snapshot = journal.Fold().Snapshot;
        var deliveries = journal.Rows.SelectMany(row => Deliveries.Of(row, EventCatalog.Read(row.Kind, row.Text), snapshot)).ToList();
        Assert.NotEmpty(deliveries);
        Assert.All(deliveries.Where(delivery => snapshot.Books[delivery.From].Restricted),
            delivery => Assert.True(snapshot.Books[delivery.To].Restricted));
    }

    [Fact]
    public void Operation_ids_name_book_and_sequence_and_differ_by_receiver()
    {
        var journal = SmallNetwork.Begin();
        var snapshot = journal.Fold().Snapshot;
        var row = journal.Rows.Last(one => one.Kind == "commitmentAdded");
        var ids = Deliveries.Of(row, EventCatalog.Read(row.Kind, row.Text), snapshot).Select(delivery => delivery.OperationId);
        Assert.Equal(
            ["system:courier-program/db-lpb-scholarship-2-province/vn-db",
             "system:courier-program/db-lpb-scholarship-2-province/la-lpb"], ids);
    }

    private sealed class FirstCallsFail(int many) : IIncomingGrainCallFilter
    {
        private int _seen;

        public int Seen => _seen;

        public Task Invoke(IIncomingGrainCallContext context) =>
            context.ImplementationMethod.Name == nameof(IProvinceGrain.NoteObligationAsync) && Interlocked.Increment(ref _seen) <= many
                ? throw new TimeoutException("no answer")
                : context.Invoke();
    }

    private sealed class Damaged(string province) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.ImplementationMethod.Name == nameof(IProvinceGrain.NoteObligationAsync)
                && context.TargetId.ToString().EndsWith(province, StringComparison.Ordinal)
                ? throw new NotAppliedException("as a cluster wraps it", new BookDamagedException($"{province} cannot be read", null))
                : context.Invoke();
    }

    private static async Task<ProgramView> ProgramAsync(NetworkHost host) =>
        (await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString()).ReadAsync(new() { Actor = SmallNetwork.Db }))!;

    private static async Task<AgreementView> AgreementAsync(NetworkHost host) =>
        (await host.Grains.GetGrain<IAgreementGrain>(SmallNetwork.Agreement.ToString()).ReadAsync(new() { Actor = SmallNetwork.Db }))!;

    private static async Task<ValueList<Obligation>> ObligationsAsync(NetworkHost host, string body) =>
        (await host.Grains.GetGrain<IProvinceGrain>("province/" + body).ReadAsync(new() { Actor = SmallNetwork.Db }))!.Obligations;
}
