using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Azure;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Notifications;
using InventoryFunctions.Tests.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Api;

public sealed class ApiEndpointTests
{
    private readonly ApiEndpoint api = new(NullLogger<ApiEndpoint>.Instance);

    public static TheoryData<Exception> Unreachable => new(
        new RequestFailedException("no answer"),
        new RequestFailedException(503, "busy"),
        new AggregateException(new RequestFailedException("no answer"), new TaskCanceledException()),
        new HttpRequestException("refused", new SocketException()),
        new TimeoutException());

    [Fact]
    public async Task Run_BrokenRules_AnswersProblemDetailsThatListThem()
    {
        BrokenRule[] rules = [new("stock", "must be a whole number"), new("price", "must be a number")];

        (HttpResponse response, JsonElement body) = await FailAsync(new ApiException(ApiProblem.Invalid(rules)));

        Assert.Equal(400, response.StatusCode);
        Assert.Equal("application/problem+json", response.ContentType);
        Assert.Equal("about:blank", body.GetProperty("type").GetString());
        Assert.Equal("Bad Request", body.GetProperty("title").GetString());
        Assert.Equal(400, body.GetProperty("status").GetInt32());
        Assert.Equal("stock must be a whole number; price must be a number", body.GetProperty("detail").GetString());
        Assert.Equal("/api/things", body.GetProperty("instance").GetString());
        Assert.Equal("price", body.GetProperty("errors")[1].GetProperty("field").GetString());
        Assert.Equal("must be a number", body.GetProperty("errors")[1].GetProperty("rule").GetString());
    }

    [Theory]
    [MemberData(nameof(Unreachable))]
    public async Task Run_StorageUnreachable_Answers503WithRetryAfter(Exception failure)
    {
        (HttpResponse response, JsonElement body) = await FailAsync(failure);

        Assert.Equal(503, response.StatusCode);
        Assert.Equal("5", response.Headers.RetryAfter);
        Assert.False(body.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task Run_EngineUnreachable_Answers503WithRetryAfter()
    {
        (HttpResponse response, JsonElement body) = await FailAsync(EngineOutage.Exception());

        Assert.Equal((503, "5"), (response.StatusCode, response.Headers.RetryAfter.ToString()));
        Assert.Contains("engine", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Defect_Answers500WithoutItsMessage()
    {
        (HttpResponse response, JsonElement body) = await FailAsync(new InvalidOperationException("secret"));

        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain("secret", body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BodyLargerThanTheHostTakes_Answers413()
    {
        (HttpResponse response, _) = await FailAsync(new BadHttpRequestException("Request body too large.", 413));

        Assert.Equal(413, response.StatusCode);
    }

    [Fact]
    public async Task Run_QueryParametersOfAFunctionWithoutAny_Answers400AndDoesNothing()
    {
        (HttpResponse response, JsonElement body) = await Requests.AnswerAsync(
            await api.RunAsync(Requests.Get("/api/things?code=key&amount=5"), _ => throw new InvalidOperationException("It must not run.")));

        Assert.Equal(400, response.StatusCode);
        Assert.Equal("amount is not a parameter of this call", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Run_QueryParametersOfAFunctionThatReadsThem_AreItsOwn()
    {
        IActionResult result = await api.RunAsync(Requests.Get("/api/things?code=key&amount=5"), (query, _) =>
        {
            int? amount = query.Number("amount", 1, 10);
            query.Demand();
            return Task.FromResult<IActionResult>(ApiResult.Ok(amount!));
        });

        Assert.Equal(5, Assert.IsType<ApiResult>(result).Value);
    }

    [Fact]
    public async Task Run_CallerHasGone_IsNoFailure()
    {
        HttpRequest request = Requests.Post("{}");
        request.HttpContext.RequestAborted = new CancellationToken(canceled: true);

        IActionResult result = await api.RunAsync(request, cancellation => Task.FromCanceled<IActionResult>(cancellation));

        Assert.Equal(499, Assert.IsType<ApiResult>(result).Status);
    }

    [Fact]
    public async Task Run_CallerResetsTheConnectionInTheBody_IsNoFailure()
    {
        RecordedLog log = new();
        using ILoggerFactory logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        ApiEndpoint endpoint = new(logs.CreateLogger<ApiEndpoint>());
        TaskCompletionSource reading = new();
        TaskCompletionSource<IActionResult> answered = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        // The caller's pace is no matter here: a server gives a body up that comes too slowly, after some seconds.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using WebApplication server = builder.Build();
        server.Run(async context =>
        {
            reading.SetResult();
            answered.SetResult(await endpoint.RunAsync(
                context.Request, async cancellation => ApiResult.Ok(await JsonBody.ReadAsync<object>(context.Request, cancellation))));
        });
        await server.StartAsync();

        using Socket caller = new(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        await caller.ConnectAsync(IPEndPoint.Parse(new Uri(server.Urls.Single()).Authority));
        await caller.SendAsync("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        await reading.Task.WaitAsync(Eventually.DefaultDeadline);
        caller.Close();

        Assert.Equal(499, Assert.IsType<ApiResult>(await answered.Task.WaitAsync(Eventually.DefaultDeadline)).Status);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Page_WritesItemsAndContinuation()
    {
        (_, JsonElement body) = await Requests.AnswerAsync(ApiResult.Page(new ListPage<string>(["a", "b"], null)));

        Assert.Equal("""{"items":["a","b"],"continuation":null}""", body.ToString());
    }

    [Fact]
    public async Task Page_WithRowsThatNobodyCanRead_NamesThem()
    {
        ListPage<int> page = new([1], "more") { Unreadable = [new UnreadableRow("Jobs", "p", "r", "why")] };

        (_, JsonElement body) = await Requests.AnswerAsync(ApiResult.Page(page, number => $"{number}"));

        Assert.Equal(
            """{"items":["1"],"continuation":"more","unreadable":[{"table":"Jobs","partitionKey":"p","rowKey":"r","reason":"why"}]}""", body.ToString());
    }

    private async Task<(HttpResponse Response, JsonElement Body)> FailAsync(Exception failure) =>
        await Requests.AnswerAsync(await api.RunAsync(Requests.Post("{}"), _ => Task.FromException<IActionResult>(failure)));
}
