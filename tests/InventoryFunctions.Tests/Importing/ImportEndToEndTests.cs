using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using InventoryFunctions.Testing;
using Xunit.Abstractions;

namespace InventoryFunctions.Tests.Importing;

public sealed class ImportEndToEndTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Import_FiveThousandRows_AllArriveAndTheSameFileChangesNothing()
    {
        const int Rows = 5000;
        string file = "itemId,name,category,price,stock,threshold,minPurchaseQuantity\n"
            + string.Concat(Enumerable.Range(0, Rows).Select(i => $"item{i},Item {i},Things,{i % 100}.99,{i + 1},5,10\n"));
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        long start = Stopwatch.GetTimestamp();

        JsonElement job = await app.ImportAsync(RunningImports.Csv(file));

        output.WriteLine($"{Rows / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} rows/s");
        Assert.Equal(("COMPLETED", "Import", Rows, 0, Rows), Counts(job));
        Assert.Equal(Rows, (await app.ListAsync("inventory")).Count);

        (HttpStatusCode status, JsonElement again) = await app.PostAsync("inventory/import", RunningImports.Csv(file));
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.True(again.GetProperty("repeated").GetBoolean());
        Assert.Equal(job.GetProperty("executionId").GetString(), again.GetProperty("executionId").GetString());
        Assert.All(await app.ListAsync("inventory"), item => Assert.Equal(1, item.GetProperty("version").GetInt64()));
    }

    [Fact]
    [Trait("Parity", "A19")]
    [Trait("Parity", "D12")]
    public async Task Import_BrokenRowsInTheMiddle_OthersApplyAndEachIsReported()
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);

        JsonElement job = await app.ImportAsync(RunningImports.Csv("itemId,price,stock\na,1.50,1\nb,abc,1\nc,1,-5\nd/e,1,1\nf,2,1.5\ng,2,2\n"));

        Assert.Equal(("COMPLETED", "Import", 2, 4, 6), Counts(job));
        Assert.Equal(["a", "g"], (await app.ListAsync("inventory")).Select(item => item.GetProperty("itemId").GetString()).Order());
        IReadOnlyList<JsonElement> errors = await app.ListAsync(job.GetProperty("errorsUrl").GetString()!);
        Assert.Equal(
            [("0000000003", "price"), ("0000000004", "stock"), ("0000000005", "itemId"), ("0000000006", "stock")],
            errors.Select(error => (error.GetProperty("key").GetString()!, error.GetProperty("rules")[0].GetProperty("field").GetString()!)));
        string upper = job.GetProperty("executionId").GetString()!.ToUpperInvariant();
        Assert.Equal(4, (await app.ListAsync($"jobs/{upper}/errors")).Count);
        Assert.Equal(4, (await app.GetAsync($"jobs/{upper}")).Body.GetProperty("errors").GetArrayLength());
        Assert.Contains("'abc'", errors[0].GetProperty("rules")[0].GetProperty("rule").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_DryRun_ChangesNothingAndSaysWhatWouldHappen()
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        await app.ImportAsync(RunningImports.Csv("itemId,stock\na,1\nb,2\n"));
        const string File = "itemId,stock\na,5\nb,2\nc,3\nd,x\n";

        JsonElement dry = await app.ImportAsync(RunningImports.Csv(File), "?dryRun=true");
        Assert.Equal(("COMPLETED", "ImportDryRun", 3, 1, 4), Counts(dry));
        Assert.Equal(2, (await app.ListAsync("inventory")).Count);
        JsonElement real = await app.ImportAsync(RunningImports.Csv(File));

        const string Expected = """{"created":1,"changed":1,"unchanged":1,"refused":1,"processed":3,"total":4}""";
        Assert.Equal(Expected, dry.GetProperty("import").ToString());
        Assert.Equal(Expected, real.GetProperty("import").ToString());
    }

    [Fact]
    public async Task Import_Add_AddsOnceHoweverOftenItIsSent()
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        const string Delivery = "itemId,stock\na,5\n";
        await app.ImportAsync(RunningImports.Csv("itemId,stock\na,1\n"));

        await app.ImportAsync(RunningImports.Csv(Delivery), "?mode=add");
        await app.ImportAsync(RunningImports.Csv(Delivery), "?mode=add");

        (_, JsonElement item) = await app.GetAsync("inventory/a");
        Assert.Equal(6, item.GetProperty("stock").GetInt32());
    }

    [Theory]
    [InlineData("?mode=replace", "itemId\na\n", "text/csv", 400, "mode")]
    [InlineData("?dryRun=maybe", "itemId\na\n", "text/csv", 400, "dryRun")]
    [InlineData("?dry-run=true", "itemId\na\n", "text/csv", 400, "dry-run")]
    [InlineData("", "name,stock\nLamp,5\n", "text/csv", 400, "itemId")]
    [InlineData("", "itemId,colour\na,red\n", "text/csv", 400, "colour")]
    [InlineData("", "", "text/csv", 400, "header")]
    [InlineData("", "{}", "application/json", 415, null)]
    [InlineData("", "itemId\na\n", "text/csv; charset=iso-8859-1", 415, null)]
    public async Task Import_WhatIsNoImport_AnswersAProblemAndStartsNoJob(string query, string body, string contentType, int status, string? field)
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        using StringContent content = new(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        (HttpStatusCode answered, JsonElement problem) = await app.PostAsync("inventory/import" + query, content);

        Assert.Equal(status, (int)answered);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        if (field is not null)
        {
            Assert.Contains(problem.GetProperty("errors").EnumerateArray(), error => error.GetProperty("field").GetString() == field);
        }

        Assert.Empty(await app.ListAsync("jobs"));
    }

    [Fact]
    public async Task Import_LargerThanAServerTakesByDefault_IsStreamed()
    {
        // Few items, many rows: what is tried is the way in. ASP.NET Core refuses 30 MB unless told otherwise.
        const int Rows = 120_000;
        string name = new('x', 300);
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        using GeneratedCsv file = new("itemId,name,stock", Rows, i => $"item{i % 50},{name},1");

        JsonElement job = await app.ImportAsync(RunningImports.Csv(file), "?dryRun=true");

        Assert.True(file.BytesRead > 35_000_000);
        Assert.Equal(("COMPLETED", "ImportDryRun", Rows, 0, Rows), Counts(job));
    }

    [Fact]
    public async Task Import_BesideABatchUpdate_BothTakeEffect()
    {
        const int Items = 300;
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        string items = string.Concat(Enumerable.Range(0, Items).Select(i => $"item{i},100\n"));
        await app.ImportAsync(RunningImports.Csv("itemId,stock\n" + items));

        (_, JsonElement update) = await app.PostAsync("jobs", null);
        JsonElement import = await app.ImportAsync(RunningImports.Csv("itemId,stock\n" + items.Replace(",100", ",5", StringComparison.Ordinal)), "?mode=add");
        JsonElement batch = await app.EndOfAsync(update.GetProperty("statusUrl").GetString()!);

        Assert.Equal(("COMPLETED", "Import", Items, 0, Items), Counts(import));
        Assert.Equal(("COMPLETED", "BatchUpdate", Items, 0, Items), Counts(batch));
        Assert.All(await app.ListAsync("inventory"), item => Assert.Equal(115, item.GetProperty("stock").GetInt32()));
    }

    private static (string Status, string Kind, int Processed, int Failed, int Total) Counts(JsonElement job) => (
        job.GetProperty("status").GetString()!,
        job.GetProperty("kind").GetString()!,
        job.GetProperty("itemsProcessed").GetInt32(),
        job.GetProperty("itemsFailed").GetInt32(),
        job.GetProperty("itemsTotal").GetInt32());
}
