using CoopGrains.Contracts;
using TestKit;
using static Grains.Tests.Books.Words;
using Faults = CoopGrains.Hosting.Faults;

namespace Grains.Tests.Books;

public sealed class LifeTests : BookTest
{
    [Fact]
    public async Task Deactivations_in_mid_flight_lose_and_double_nothing()
    {
        var program = await Site.OpenProgramAsync();
        for (var round = 0; round < 40; round++)
        {
            var calls = Enumerable.Range(0, 20).Select(i => program.ReportAsync(By(An, $"{round}-{i}"), Report())).ToArray();
            await Task.WhenAll(Site.DeactivateAsync(Program), program.ReportAsync(By(An, $"{round}-0"), Report()));
            foreach (var answer in await Task.WhenAll(calls))
                Accepted(answer);
        }

        Assert.Equal(800, await Site.ReportedAsync());
        Assert.Equal(802, (await Site.HistoryAsync(Program)).Count);
    }

    [Fact]
    public async Task A_host_that_stops_under_load_ends_every_call_and_keeps_what_it_acknowledged()
    {
        var program = await Site.OpenProgramAsync();
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    Accepted(await program.ReportAsync(By(An, $"{client}-{i}"), Report()));
                }
                catch (Exception fault) when (Faults.Fault.Of(fault) == Faults.FaultKind.Unavailable)
                {
                    return;
                }
                acknowledged.Add($"{client}-{i}");
                if (acknowledged.Count > 100)
                    enough.TrySetResult();
            }
        })).ToArray();
        await enough.Task;

        await Site.StopAsync();
        await Task.WhenAll(clients);
        await Site.RestartAsync();

        var kept = (await Site.HistoryAsync(Program)).Select(row => row.OperationId).ToHashSet();
        Assert.Empty(acknowledged.Except(kept));
        foreach (var operation in acknowledged.Take(20))
            Assert.True(Accepted(await Site.Program(Program).ReportAsync(By(An, operation), Report())).Replayed);
    }

    [Fact]
    public async Task An_agreement_and_a_province_reload_as_they_were()
    {
        var agreement = await Site.AgreeTextAsync();
        Accepted(await agreement.SignAsync(By(An, "vn-signs"), Sign("An")));
        Accepted(await agreement.SignAsync(By(Kham, "la-signs"), Sign("Kham")));
        Accepted(await agreement.AddCommitmentAsync(By(An, "promise"), Promise()));
        var keeper = An with { User = "keeper", Roles = Roles.Operator };
        var province = Site.Province(BookKey.Province("vn-db"));
        Accepted(await province.RegisterAsync(By(keeper, "register"), new()
        {
            Id = "vn-db",
            Iso = "VN-71",
            Names = new() { Name = new() { Vi = "Điện Biên" } },
        }));
        var education = new RegisterAgency { Id = "vn-db-education", Name = new() { En = "Education" } };
        Accepted(await province.RegisterAgencyAsync(By(keeper, "agency"), education));
        Site.Store.Next(new Fault.AnswerLost());
        var appointment = new AppointUser { Agency = education.Id, User = "an", Roles = Roles.Coordinator };
        Accepted(await province.AppointUserAsync(By(keeper, "user"), appointment));

        await Site.AssertReloadsAsync();

        Assert.Equal(AgreementState.InForce, (await agreement.ReadAsync(new() { Actor = An }))!.State);
    }
}
