using Benchmarks;
using Benchmarks.Peer;

// Two of the systems under test live in this assembly; everything else is the driver.
switch (args)
{
    case [BareKestrel.Verb]:
        BareKestrel.Run();
        return 0;
    case [DapperPeer.Verb]:
        DapperPeer.Run();
        return 0;
    default:
        return await Bench.RunAsync(args);
}
