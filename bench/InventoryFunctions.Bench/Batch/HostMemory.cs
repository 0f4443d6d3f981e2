using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Bench.Batch;

/// <summary>The peak working set of the real host process over one batch update, on storage of its own.</summary>
internal static class HostMemory
{
    private const string Ready = "Listening on ";

    public static async Task<(double PeakMegabytes, double Seconds)> MeasureAsync(int items, int batchSize)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await Catalogue.LoadAsync(new TableServiceClient(azurite.ConnectionString), items);
        using var host = Start(azurite.ConnectionString, batchSize);
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(host) };
            var watch = Stopwatch.StartNew();
            using var accepted = await http.PostAsync(new Uri("jobs", UriKind.Relative), null);
            var job = new Uri((await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("statusUrl").GetString()!);
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
            while (await tick.WaitForNextTickAsync())
            {
                var record = await http.GetFromJsonAsync<JsonElement>(job);
                if (record.GetProperty("status").GetString() is not "RUNNING")
                {
                    return record.GetProperty("itemsProcessed").GetInt64() == items
                        ? (Peak(host), watch.Elapsed.TotalSeconds)
                        : throw new InvalidOperationException($"The job ended as {record}.");
                }
            }

            throw new UnreachableException();
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
        }
    }

    private static double Peak(Process host)
    {
        host.Refresh();
        return host.PeakWorkingSet64 / 1048576.0;
    }

    private static Process Start(string connectionString, int batchSize)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add(typeof(EmbeddedApplication).Assembly.Location);
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add("0");
        start.Environment["AzureWebJobsStorage"] = connectionString;
        start.Environment["BatchUpdate__BatchSize"] = $"{batchSize}";
        start.Environment[$"AzureWebJobs.{nameof(BatchUpdateTimer)}.Disabled"] = "true";
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressAsync(Process host)
    {
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = host.StandardOutput.ReadToEndAsync();
                return new Uri(line[Ready.Length..] + "/");
            }
        }

        throw new InvalidOperationException("The host ended before it was ready.");
    }
}
