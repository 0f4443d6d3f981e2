// Reserves one piece for each of a range of orders, upwards or downwards, once it is told to start. For tests of several processes.
using System.Globalization;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

if (args is not [string itemId, string firstOrder, string lastOrder, string atOnce])
{
    await Console.Error.WriteLineAsync("usage: <item> <first order> <last order> <at once>, with the connection string in AzureWebJobsStorage");
    return 2;
}

TableServiceClient tables = new(Environment.GetEnvironmentVariable("AzureWebJobsStorage"));
ReservationStore store = new(tables, Options.Create(new InventoryOptions()), TimeProvider.System, NullLogger<ReservationStore>.Instance);
int first = Number(firstOrder);
int last = Number(lastOrder);
int reserved = 0;
Console.WriteLine("ready");
Console.ReadLine();
await Parallel.ForAsync(
    0,
    Math.Abs(last - first) + 1,
    new ParallelOptions { MaxDegreeOfParallelism = Number(atOnce) },
    async (number, cancellation) =>
    {
        int order = first + (number * Math.Sign(last - first));
        if (await store.ReserveAsync(new ReserveCommand($"order-{order}", itemId, 1), cancellation) is LineDecision.Reserved)
        {
            Interlocked.Increment(ref reserved);
        }
    });
Console.WriteLine(reserved);
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
