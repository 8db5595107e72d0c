using CoopGrains.Contracts;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

public sealed class PipeliningTests : BookTest
{
    [Fact]
    public async Task Commands_that_arrive_while_a_write_is_in_flight_share_the_next_write()
    {
        var program = await Site.OpenProgramAsync();
        var before = Site.Store.Committed.Count;
        var held = Site.Store.HoldNext();
        var first = program.ReportAsync(By(An, "first"), Report());
        await held.Reached;
        var others = Enumerable.Range(0, 50).Select(i => program.ReportAsync(By(An, $"r{i}"), Report())).ToArray();
        await Site.TurnsAsync(Program);
        held.Release();

        var answers = await Task.WhenAll(others.Prepend(first));

        Assert.Equal([1, 50], Site.Store.Committed.Skip(before).Select(commit => commit.Events.Count));
        Assert.Equal(Enumerable.Range(3, 51).Select(version => (long)version), answers.Select(answer => Accepted(answer).Version));
        Assert.Equal(51, await Site.ReportedAsync());
    }

    [Fact]
    public async Task No_answer_comes_before_its_commit_and_reads_see_only_what_is_committed()
    {
        var program = await Site.OpenProgramAsync();
        var (held, heldNext) = (Site.Store.HoldNext(), Site.Store.HoldNext());
        var first = program.ReportAsync(By(An, "first"), Report(1));
        await held.Reached;
        var second = program.ReportAsync(By(An, "second"), Report(10));
        await Site.TurnsAsync(Program);

        Assert.Equal(0, await Site.ReportedAsync());
        Assert.False(first.IsCompleted || second.IsCompleted);

        held.Release();
        Accepted(await first);
        await heldNext.Reached;
        Assert.Equal(1, await Site.ReportedAsync());
        Assert.False(second.IsCompleted);

        heldNext.Release();
        Accepted(await second);
        Assert.Equal(11, await Site.ReportedAsync());
    }

    [Fact]
    public async Task Commands_decide_on_what_those_before_them_decided_though_it_is_not_durable_yet()
    {
        var program = Site.Program(Program);
        var held = Site.Store.HoldNext();
        var open = program.OpenAsync(By(An, "open"), Open);
        await held.Reached;
        var promise = program.AddCommitmentAsync(By(An, "promise"), Promise());
        var report = program.ReportAsync(By(An, "report"), Report());
        await Site.TurnsAsync(Program);
        Assert.Null(await program.ReadAsync(new() { Actor = An }));
        held.Release();

        await Task.WhenAll(open, promise, report);

        Assert.Equal(3, Accepted(await report).Version);
        Assert.Equal(2, Site.Store.Committed.Count);
    }

    [Fact]
    public async Task Four_signatures_at_once_bring_an_agreement_into_force_exactly_once()
    {
        var parties = new[] { "vn-db", "vn-sl", "la-lpb", "la-psl" };
        var people = parties.Select(party => An with { Agency = party + "-office", Body = party, Side = Parties.SideOf(party) }).ToArray();
        var agreement = Site.Agreement(Agreement);
        Accepted(await agreement.DraftAsync(By(people[0], "draft"), new()
        {
            Type = InstrumentType.MemorandumOfUnderstanding,
            Parties = parties.ToValueList(),
            Text = new() { Title = new() { En = "Four provinces" } },
        }));
        await Task.WhenAll(people.Select(person =>
            agreement.AcceptTextAsync(By(person, "accept-" + person.Body), new() { Revision = 1 })));

        var answers = await Task.WhenAll(people.Select(person =>
            agreement.SignAsync(By(person, "sign-" + person.Body), Sign(person.Body))));

        Assert.Single(answers.SelectMany(answer => Accepted(answer).Events).OfType<AgreementEnteredIntoForce>());
        Assert.Equal(AgreementState.InForce, (await agreement.ReadAsync(new() { Actor = people[0] }))!.State);
    }
}
