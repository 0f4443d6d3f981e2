#!/usr/bin/env dotnet
#:property PublishAot=false
#:project tools/dev/InventoryFunctions.Dev.csproj
// The developer's commands: `dotnet run dev.cs` prints what they are, README.md says what to expect.
return await InventoryFunctions.Dev.CommandLine.RunAsync(args);
